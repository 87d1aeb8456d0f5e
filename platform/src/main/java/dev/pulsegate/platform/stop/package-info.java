/** Stopping without cutting anybody off in mid-sentence. Depends on socket. */
package dev.pulsegate.platform.stop;
