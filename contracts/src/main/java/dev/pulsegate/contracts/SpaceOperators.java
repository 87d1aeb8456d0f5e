package dev.pulsegate.contracts;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Channel {@code space-operators}: space-gateway tells auth-service who, beside administrators, may make access keys for the
 * workers of a space. It is said again at each change and now and then; only the newest counts.
 *
 * @param messageId identifies the message; the same one may arrive more than once
 * @param spaceId the space
 * @param version counts the space's changes: a message with a lower one is older
 * @param name the space's name; another space may have had it before
 * @param operators the account names of its operators, as they were written
 * @param deleted whether the space is no more
 */
public record SpaceOperators(
        UUID messageId, UUID spaceId, long version, String name, List<String> operators, boolean deleted) {

    /** The channel's AMQP address. */
    public static final String CHANNEL = "space-operators";

    /** Refuses a message with a part missing. */
    public SpaceOperators {
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(spaceId, "spaceId");
        Objects.requireNonNull(name, "name");
        operators = List.copyOf(operators);
    }
}
