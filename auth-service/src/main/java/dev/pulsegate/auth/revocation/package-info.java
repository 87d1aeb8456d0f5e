/**
 * Tells the other services that a session, key or account is no longer valid: recorded in the same transaction as the
 * change (an outbox), published right after it, and again until the broker has taken it. Depends on contracts.
 */
package dev.pulsegate.auth.revocation;
