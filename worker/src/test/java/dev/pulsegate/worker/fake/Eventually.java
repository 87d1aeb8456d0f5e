package dev.pulsegate.worker.fake;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions. */
public final class Eventually {

    /** How long anything in a test may take before it counts as not happening. */
    public static final Duration LIMIT = Duration.ofSeconds(20);

    private Eventually() {}

    /** Waits until it is so. */
    public static void eventually(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not so within " + LIMIT + ": " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
