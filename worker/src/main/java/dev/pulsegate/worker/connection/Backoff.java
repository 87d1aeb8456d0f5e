package dev.pulsegate.worker.connection;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: longer each time, and never in step with other workers. "Decorrelated jitter"
 * of M. Brooker, "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015): a random time between the shortest and
 * three times the last one, at most the longest. Used by one thread.
 */
public final class Backoff {

    private static final int GROWTH = 3;

    private final Duration shortest;
    private final Duration longest;
    private final RandomGenerator random;

    private Duration last;

    /** Waits between the shortest and the longest time. */
    public Backoff(Duration shortest, Duration longest, RandomGenerator random) {
        if (!shortest.isPositive() || longest.compareTo(shortest) < 0) {
            throw new IllegalArgumentException("waits have to be positive, the longest no shorter than the shortest");
        }
        this.shortest = shortest;
        this.longest = longest;
        this.random = random;
        this.last = shortest;
    }

    /** The next time to wait. */
    public Duration next() {
        long from = shortest.toNanos();
        long to = Math.min(longest.toNanos(), last.multipliedBy(GROWTH).toNanos());
        last = Duration.ofNanos(from == to ? from : random.nextLong(from, to + 1));
        return last;
    }

    /** Begins anew with short waits: the gateway was there. */
    public void reset() {
        last = shortest;
    }
}
