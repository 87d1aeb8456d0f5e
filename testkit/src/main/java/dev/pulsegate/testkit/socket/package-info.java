/** WebSocket clients: one that behaves, and one that does to a connection whatever a test wants. */
package dev.pulsegate.testkit.socket;
