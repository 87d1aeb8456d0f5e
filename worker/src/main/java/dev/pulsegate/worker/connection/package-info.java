/**
 * The way to the gateway: its addresses, access tokens, one WebSocket with a bounded outbox, files by HTTP, and how long
 * to wait before trying again. What the frames say is not its
 * business.
 */
package dev.pulsegate.worker.connection;
