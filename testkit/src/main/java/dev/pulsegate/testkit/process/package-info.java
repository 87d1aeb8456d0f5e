/**
 * A program under test in a process of its own: what it says, and how it is ended. Depends on http and wait.
 */
package dev.pulsegate.testkit.process;
