package dev.pulsegate.platform.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Where the messages of an outbox wait, for all replicas of a service. Blocks. */
public interface OutboxStore {

    /** How long whoever publishes a message has for it before another replica does. */
    Duration LEASE = Duration.ofSeconds(5);

    /** Some that are due, for the caller to publish and nobody else meanwhile; those the broker never took come first. */
    List<OutboxMessage> takeDue(int limit) throws SQLException;

    /** Notes that the broker has taken one. */
    void taken(OutboxMessage message) throws SQLException;

    /** Forgets what need not be told any more. */
    void forgetOld() throws SQLException;

    /** What the broker has not taken. */
    Waiting waiting() throws SQLException;

    /**
     * What the broker has not taken.
     *
     * @param depth how many messages
     * @param oldestAge since when the oldest of them waits; zero if there is none
     */
    record Waiting(long depth, Duration oldestAge) {

        /** Nothing waits. */
        public static final Waiting NOTHING = new Waiting(0, Duration.ZERO);
    }
}
