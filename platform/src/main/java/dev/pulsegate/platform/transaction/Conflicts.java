package dev.pulsegate.platform.transaction;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import org.jboss.logging.Logger;

import dev.pulsegate.platform.task.Backoff;

/** Does a transaction again that was rolled back because of another one. */
public final class Conflicts {

    private static final Logger LOG = Logger.getLogger(Conflicts.class);

    /** PostgreSQL, appendix A: serialization_failure and deadlock_detected. Both have rolled everything back. */
    private static final Set<String> STATES = Set.of("40001", "40P01");

    private static final int MOST_TRIES = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private Conflicts() {}

    /**
     * A transaction from its beginning to its end.
     *
     * @param <T> what it gives
     * @param <E> what it may throw
     */
    @FunctionalInterface
    public interface Transaction<T, E extends Exception> {

        /** Does it, once. It must be possible to do it again after it was rolled back. */
        T run() throws E;
    }

    /** Does a transaction, again after pauses that grow if another one is in its way; blocks. */
    public static <T, E extends Exception> T retried(Transaction<T, E> transaction) throws E {
        var backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        for (int tries = 1; ; tries++) {
            try {
                return transaction.run();
            } catch (Exception failure) {
                if (!isConflict(failure) || tries == MOST_TRIES || !paused(backoff.next())) {
                    throw failure;
                }
                LOG.debugf("A transaction got in another's way and is done again: %s", failure.toString());
            }
        }
    }

    /** Whether this came of another transaction, so that the same may go well the next time. */
    static boolean isConflict(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null && STATES.contains(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Two that were in each other's way must not come back at the same moment. */
    private static boolean paused(Duration longest) {
        try {
            Thread.sleep(
                    longest.dividedBy(2).plusNanos(ThreadLocalRandom.current().nextLong(longest.toNanos() / 2)));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
