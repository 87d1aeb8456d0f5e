package dev.pulsegate.worker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Whether the worker is to drain or to stop, and news of anything that its main thread may wait for. */
final class Lifecycle {

    private final CompletableFuture<Void> drainOrStop = new CompletableFuture<>();
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final Semaphore changes = new Semaphore(0);

    /** Drain from now on; false if that was so before. */
    boolean drain() {
        boolean first = drainOrStop.complete(null);
        changed();
        return first;
    }

    /** Stop now. */
    void stop() {
        stop.complete(null);
        drain();
    }

    boolean isDraining() {
        return drainOrStop.isDone();
    }

    boolean isStopped() {
        return stop.isDone();
    }

    /** Done when a wait has to be cut short: at the next step towards the end. */
    Future<?> nextStep() {
        return isDraining() ? stop : drainOrStop;
    }

    /** Something changed that the main thread may wait for. */
    void changed() {
        changes.release();
    }

    /** Waits for a condition, for the main thread. */
    void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            changes.acquire();
            changes.drainPermits();
        }
    }

    /** Waits for a condition, or until the time is over. */
    void await(BooleanSupplier condition, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (!changes.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return;
            }
            changes.drainPermits();
        }
    }
}
