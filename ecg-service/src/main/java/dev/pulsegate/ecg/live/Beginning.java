package dev.pulsegate.ecg.live;

import java.time.Clock;
import java.time.Instant;

/** When a stream's sample 0 was taken, on the clock that is counted by and on the one people read. */
record Beginning(long nanos, Instant instant) {

    static Beginning now() {
        return new Beginning(System.nanoTime(), Clock.systemUTC().instant());
    }

    long elapsedNanos() {
        return System.nanoTime() - nanos;
    }

    Beginning later(long byNanos) {
        return new Beginning(nanos + byNanos, instant.plusNanos(byNanos));
    }
}
