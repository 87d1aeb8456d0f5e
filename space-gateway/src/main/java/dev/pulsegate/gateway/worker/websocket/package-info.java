/**
 * The socket {@code /ws/worker}, one of the ways workers connect. What is said on it is followed in the package above.
 * Depends on worker.
 */
package dev.pulsegate.gateway.worker.websocket;
