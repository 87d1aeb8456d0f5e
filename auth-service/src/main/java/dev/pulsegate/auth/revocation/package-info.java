/**
 * Tells the other services that a session, key or account is no longer valid: recorded in the same transaction as the
 * change (an outbox), published right after it, again until the broker has taken it, and now and then until no token it
 * concerns can live, for whoever was not listening; and published as a signed list, for whoever cannot. Depends on
 * signingkey.
 */
package dev.pulsegate.auth.revocation;
