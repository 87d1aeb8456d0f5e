/**
 * WebSocket endpoints whose peers cannot hurt the server: bounded outboxes, deadlines, pings, limits, close codes.
 * Knows no message of any service. Depends on caller, connection, tcp and token.
 */
package dev.pulsegate.platform.socket;
