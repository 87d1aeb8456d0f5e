package dev.pulsegate.worker.connection;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: twice as long each time, up to a limit, and never in step with other workers.
 * "Equal jitter" of M. Brooker, "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015): half of the time is
 * certain, the other half random. Used by one thread.
 */
public final class Backoff {

    private final Duration shortest;
    private final Duration longest;
    private final RandomGenerator random;

    private Duration half;

    /** Waits between the shortest and the longest time. */
    public Backoff(Duration shortest, Duration longest, RandomGenerator random) {
        if (!shortest.isPositive() || longest.compareTo(shortest) < 0) {
            throw new IllegalArgumentException("waits have to be positive, the longest no shorter than the shortest");
        }
        this.shortest = shortest;
        this.longest = longest;
        this.random = random;
        this.half = shortest;
    }

    /** The next time to wait. */
    public Duration next() {
        return next(longest);
    }

    /** The next time to wait, but no longer than this. */
    public Duration next(Duration atMost) {
        long most = Math.min(longest.toNanos(), atMost.toNanos());
        long from = Math.min(half.toNanos(), Math.max(most / 2, shortest.toNanos()));
        long to = Math.min(most, 2 * from);
        grow();
        return Duration.ofNanos(from >= to ? to : random.nextLong(from, to + 1));
    }

    private void grow() {
        long to = Math.min(longest.toNanos(), 2 * half.toNanos());
        half = Duration.ofNanos(Math.max(shortest.toNanos(), Math.min(longest.toNanos() / 2, to)));
    }

    /** Begins anew with short waits: the gateway was there. */
    public void reset() {
        half = shortest;
    }
}
