/**
 * The spaces dialect of Socket.IO, for workers written for the prototype: its events, put into the words of {@link
 * dev.pulsegate.gateway.worker} and back, and access keys, which such a worker cannot trade for tokens itself. Who may
 * do what is decided there, as for every worker. Described in {@code docs/worker.md}. Depends on worker.
 */
package dev.pulsegate.gateway.worker.socketio;
