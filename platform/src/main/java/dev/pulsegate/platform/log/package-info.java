/**
 * What is logged stays in its line: whatever strangers wrote into it cannot look like a line of its own, or drive a
 * terminal. Depends on nothing.
 */
package dev.pulsegate.platform.log;
