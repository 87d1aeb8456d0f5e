/** A collector of traces, and what it was sent. */
package dev.pulsegate.testkit.trace;
