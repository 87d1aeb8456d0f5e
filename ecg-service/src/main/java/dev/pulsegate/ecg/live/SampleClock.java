package dev.pulsegate.ecg.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * How much time has passed since a stream began. Counted without jumps, and kept close to the system's clock: that is what
 * the processes that show the stream have in common. Followed by the stream's thread, read by any.
 */
final class SampleClock {

    /** When the system's clock is further ahead, after a halt of the machine say, that is gone over to at once. */
    private static final Duration MOST_BEHIND = Duration.ofSeconds(2);

    /** Where it is off by less or behind, time passes by this part faster or slower until it is not. */
    private static final int SLEW = 100;

    private final Instant began;
    private final Clock system;
    private final LongSupplier nanoTime;

    /** The count at the stream's beginning. */
    private volatile long origin;

    private long followed;

    SampleClock(Instant began) {
        this(began, Clock.systemUTC(), System::nanoTime);
    }

    /** With clocks of a test's. */
    SampleClock(Instant began, Clock system, LongSupplier nanoTime) {
        this.began = began;
        this.system = system;
        this.nanoTime = nanoTime;
        followed = nanoTime.getAsLong();
        origin = followed - sinceBeginning();
    }

    /** When sample 0 was taken. */
    Instant began() {
        return began;
    }

    /** Below zero before the beginning, which another process's clock may have set. */
    long elapsedNanos() {
        return nanoTime.getAsLong() - origin;
    }

    /** Comes closer to the system's clock. To be called at least every few seconds. */
    void follow() {
        long now = nanoTime.getAsLong();
        long counted = origin;
        long ahead = now - counted - sinceBeginning();
        long most = (now - followed) / SLEW;
        followed = now;
        origin = counted + (-ahead > MOST_BEHIND.toNanos() ? ahead : Math.clamp(ahead, -most, most));
    }

    private long sinceBeginning() {
        return Duration.between(began, system.instant()).toNanos();
    }
}
