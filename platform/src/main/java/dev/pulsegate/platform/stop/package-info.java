/**
 * Stopping without cutting anybody off in mid-sentence, and ending in time whatever hangs. Depends on socket and the
 * platform's configuration.
 */
package dev.pulsegate.platform.stop;
