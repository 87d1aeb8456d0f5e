/**
 * Puts Engine.IO servers on the port of a Quarkus application: routes for polling and WebSockets, settings, meters, an
 * orderly end. Depends on engine and the platform; knows nothing of what runs on it.
 */
package dev.pulsegate.socketio.quarkus;
