/**
 * Holds {@code docs/callers.md} against a running service: every route is in it, and takes those callers that it says.
 * Depends on nothing else here.
 */
package dev.pulsegate.testkit.caller;
