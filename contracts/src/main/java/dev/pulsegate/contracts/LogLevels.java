package dev.pulsegate.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Channel {@code log-levels}: auth-service tells every replica of every service which categories are logged otherwise than
 * configured, after each change and again every few seconds while there are any.
 *
 * @param messageId identifies the message
 * @param version counts the changes: a message with a lower one is older
 * @param levels all that are changed; what is not among them is as configured
 */
public record LogLevels(UUID messageId, long version, List<Level> levels) {

    /** The channel's AMQP address. */
    public static final String CHANNEL = "log-levels";

    /** The most categories whose level is changed at a time. */
    public static final int MOST = 20;

    /** Refuses a message with a part missing, or with more than there may be. */
    public LogLevels {
        Objects.requireNonNull(messageId, "messageId");
        levels = List.copyOf(levels);
        if (levels.size() > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " levels");
        }
    }

    /**
     * A category's level.
     *
     * @param category such as a package's name; what is below it follows
     * @param level the least that is logged
     * @param until from then on it is as configured
     */
    public record Level(String category, String level, Instant until) {

        /** Refuses one with a part missing. */
        public Level {
            Objects.requireNonNull(category, "category");
            Objects.requireNonNull(level, "level");
            Objects.requireNonNull(until, "until");
        }
    }
}
