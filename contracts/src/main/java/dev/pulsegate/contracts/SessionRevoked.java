package dev.pulsegate.contracts;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * Channel {@code session-revoked}: from now on nothing signed in this way may go on. Every service closes the sockets
 * concerned and refuses the tokens concerned until these would have expired anyway.
 *
 * @param messageId identifies the message; the same one may arrive more than once
 * @param scope what {@code subject} names
 * @param subject the session, the access key or the account
 * @param revokedAt tokens issued before this instant are void
 */
public record SessionRevoked(UUID messageId, Scope scope, UUID subject, Instant revokedAt) {

    /** The channel's AMQP address. */
    public static final String CHANNEL = "session-revoked";

    /** What was revoked. */
    public enum Scope {
        /** One signed-in session. */
        SESSION,
        /** One access key, and every token got with it. */
        ACCESS_KEY,
        /** One account: all its sessions and access keys. */
        ACCOUNT
    }

    /** Refuses a message with a part missing. */
    public SessionRevoked {
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(revokedAt, "revokedAt");
    }
}
