/**
 * Stopping without cutting anybody off in mid-sentence, and ending in time whatever hangs. Depends on socket.
 */
package dev.pulsegate.platform.stop;
