package dev.pulsegate.auth.revocation;

import dev.pulsegate.contracts.SessionRevoked;

/**
 * Fired inside the transaction that revokes. A type of its own, because the platform fires the bare message when it
 * arrives from the channel.
 *
 * @param message what to publish after the commit
 */
record RecordedRevocation(SessionRevoked message) {}
