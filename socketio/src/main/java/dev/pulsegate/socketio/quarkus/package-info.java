/**
 * Puts Engine.IO servers on the port of a Quarkus application: routes for polling and WebSockets, settings, meters, an
 * orderly end; and maps the settings of Socket.IO servers. Depends on engine, protocol and server.
 */
package dev.pulsegate.socketio.quarkus;
