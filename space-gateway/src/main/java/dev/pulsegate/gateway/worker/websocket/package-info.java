/**
 * The socket {@code /ws/worker}, one of the ways workers connect. What is said on it is understood in the package
 * above.
 */
package dev.pulsegate.gateway.worker.websocket;
