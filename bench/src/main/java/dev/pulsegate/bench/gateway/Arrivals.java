package dev.pulsegate.bench.gateway;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** When workers got requests. Requests are told apart by a number that their prompt is. Shared by all threads. */
final class Arrivals {

    /** More than are ever under way at a time. */
    private static final int SLOTS = 1 << 20;

    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLongArray micros = new AtomicLongArray(SLOTS);
    private final AtomicLong count = new AtomicLong();

    /** Now, in microseconds since 1970, by the clock that the database on this machine goes by too. */
    static long nowMicros() {
        return micros(Clock.systemUTC().instant());
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /** A number for the next request. */
    long nextNumber() {
        return numbers.getAndIncrement();
    }

    /** A worker has the request of a number. */
    void arrived(long number, long nowMicros) {
        micros.set((int) (number % SLOTS), nowMicros);
        count.incrementAndGet();
    }

    /** When a worker got the request of a number that has come back. */
    long arrivalMicros(long number) {
        return micros.get((int) (number % SLOTS));
    }

    /** How many requests workers got. */
    long count() {
        return count.get();
    }
}
