/**
 * Who may call what. Every route and socket names the kinds of caller it takes, by {@link
 * dev.pulsegate.platform.caller.CallableBy} or {@link dev.pulsegate.platform.caller.CallableByAnyone}; what names none
 * takes nobody. {@code docs/callers.md} lists them all, and tests hold it against the running services. Depends on
 * problem and token.
 */
package dev.pulsegate.platform.caller;
