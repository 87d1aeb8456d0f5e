/**
 * Stopping without cutting anybody off in mid-sentence, and ending in time whatever hangs. Who has something to do when the
 * process stops hears of {@code Leaving}, or is a {@code ConnectedPeers}. Depends on connection.
 */
package dev.pulsegate.platform.stop;
