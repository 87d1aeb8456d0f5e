/**
 * What an application programs against: namespaces, sockets, events and acknowledgements. Plain Java. Depends on engine
 * and protocol.
 */
package dev.pulsegate.socketio.server;
