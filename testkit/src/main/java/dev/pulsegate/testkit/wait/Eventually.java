package dev.pulsegate.testkit.wait;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for something to hold; for conditions that nothing tells of. */
public final class Eventually {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    /** What a test states, by assertions. */
    @FunctionalInterface
    public interface Statement {
        /** Throws unless it holds. */
        void check() throws Exception;
    }

    /**
     * Checks again and again until the statement holds.
     *
     * @throws AssertionError the statement's last one, if it does not hold in time
     */
    public static void holds(Duration within, Statement statement) {
        holds(within, PAUSE, statement);
    }

    /**
     * The same, checked no more often than the pause says: for statements whose check has an effect.
     *
     * @throws AssertionError the statement's last one, if it does not hold in time
     */
    public static void holds(Duration within, Duration pause, Statement statement) {
        value(within, pause, () -> {
            statement.check();
            return null;
        });
    }

    /**
     * The first value got without an error.
     *
     * @throws AssertionError the last one, if there is no value in time
     */
    public static <T> T value(Duration within, Callable<T> attempt) {
        return value(within, PAUSE, attempt);
    }

    private static <T> T value(Duration within, Duration pause, Callable<T> attempt) {
        var deadline = System.nanoTime() + within.toNanos();
        while (true) {
            try {
                return attempt.call();
            } catch (AssertionError e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }
}
