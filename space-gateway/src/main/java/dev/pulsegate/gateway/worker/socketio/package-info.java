/**
 * The spaces dialect of Socket.IO, for workers written for the prototype: its events, put into the protocol's words and
 * back, and access keys, which such a worker cannot trade for tokens itself. Who may do what is decided in the package
 * above, as for every worker. Described in {@code docs/worker.md}.
 * Depends on space and worker.
 */
package dev.pulsegate.gateway.worker.socketio;
