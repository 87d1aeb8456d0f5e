/**
 * What is logged stays in its line: whatever strangers wrote into it cannot look like a line of its own, or drive a
 * terminal. Depends on nothing of PulseGate.
 */
package dev.pulsegate.platform.log;
