/**
 * What an application programs against: namespaces, sockets, events and acknowledgements. Plain Java. Depends on engine
 * and protocol.
 *
 * <p>Threads: the engine's threads only take packets in. All code of the application runs on virtual threads, where it may
 * block: one call at a time for a session, in the order the client's packets came. What waits for its turn is bounded, and
 * a client that sends more than is worked off is disconnected. Answers to {@link
 * dev.pulsegate.socketio.server.SioSocket#emitWithAck} do not wait for a turn, so a handler may wait for one.
 */
package dev.pulsegate.socketio.server;
