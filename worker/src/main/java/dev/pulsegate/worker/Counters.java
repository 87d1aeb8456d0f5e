package dev.pulsegate.worker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Counts for the statistics. */
final class Counters {

    final AtomicLong received = new AtomicLong();
    final AtomicLong completed = new AtomicLong();
    final AtomicLong failed = new AtomicLong();
    final AtomicLong canceled = new AtomicLong();
    final AtomicLong refused = new AtomicLong();
    final AtomicLong registrations = new AtomicLong();
    final AtomicLong handlingNanos = new AtomicLong();

    Statistics statistics() {
        return new Statistics(
                received.get(),
                completed.get(),
                failed.get(),
                canceled.get(),
                refused.get(),
                Math.max(0, registrations.get() - 1),
                Duration.ofNanos(handlingNanos.get()));
    }
}
