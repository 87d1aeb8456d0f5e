/**
 * The way to the gateway: its addresses, access tokens, one WebSocket with a bounded outbox, files by HTTP, and how long
 * to wait before trying again. Depends on protocol for its limits only.
 */
package dev.pulsegate.worker.connection;
