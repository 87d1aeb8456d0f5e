package dev.pulsegate.contracts;

import java.util.Objects;
import java.util.UUID;

/**
 * Channel {@code stream-owner}: ecg-service tells auth-service whose a stream is, who may make access keys for its devices
 * beside administrators. It never changes hands, and its id is never used again.
 *
 * @param messageId identifies the message; the same one may arrive more than once
 * @param streamId the stream
 * @param accountId the account that made it
 * @param deleted whether the stream is no more
 */
public record StreamOwner(UUID messageId, UUID streamId, UUID accountId, boolean deleted) {

    /** The channel's AMQP address. */
    public static final String CHANNEL = "stream-owner";

    /** Refuses a message with a part missing. */
    public StreamOwner {
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(streamId, "streamId");
        Objects.requireNonNull(accountId, "accountId");
    }
}
