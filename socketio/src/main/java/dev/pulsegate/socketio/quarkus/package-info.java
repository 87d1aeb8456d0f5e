/**
 * Puts Engine.IO servers on the port of a Quarkus application: routes for polling and WebSockets, settings, meters, an
 * orderly end; and maps the settings of Socket.IO servers. Depends on engine, server and the platform.
 */
package dev.pulsegate.socketio.quarkus;
