/**
 * WebSocket peers that cannot hurt the server: bounded outboxes, deadlines, pings, limits, close codes. Depends on token and connection; knows no message of any service.
 */
package dev.pulsegate.platform.socket;
