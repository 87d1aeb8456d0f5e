/** Waiting for conditions instead of sleeping. */
package dev.pulsegate.testkit.wait;
