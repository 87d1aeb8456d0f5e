package dev.pulsegate.platform.broker;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses between attempts that go on for ever: each about twice as long as the one before, up to the longest. What has
 * worked for as long as the longest pause begins with the first again. Not thread safe.
 */
public final class Backoff {

    /** Keeps the attempts of many processes from falling together. */
    private static final double JITTER = 0.15;

    private final Duration first;
    private final Duration longest;
    private Duration next;
    private long workedSinceNanos;
    private boolean works;

    /** Pauses between these two. */
    public Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /** Something works from now on. */
    public void worked() {
        if (!works) {
            works = true;
            workedSinceNanos = System.nanoTime();
        }
    }

    /** The next failure is a first one. */
    public void reset() {
        next = first;
    }

    /** It has failed: how long to wait before the next attempt. */
    public Duration failed() {
        if (works && System.nanoTime() - workedSinceNanos >= longest.toNanos()) {
            next = first;
        }
        works = false;
        var pause = next;
        var doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        double factor = 1 + ThreadLocalRandom.current().nextDouble(-JITTER, JITTER);
        return Duration.ofMillis(Math.max(1, (long) (pause.toMillis() * factor)));
    }
}
