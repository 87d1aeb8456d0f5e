/**
 * Puts the server on the port of a Quarkus application. Depends on engine; knows nothing of what runs on it.
 */
package dev.pulsegate.socketio.quarkus;
