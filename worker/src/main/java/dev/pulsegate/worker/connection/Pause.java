package dev.pulsegate.worker.connection;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for a time to pass; tests wait otherwise. */
@FunctionalInterface
public interface Pause {

    /**
     * Waits until the time has passed or something has happened.
     *
     * @param time how long to wait at most
     * @param event done when there is nothing to wait for any longer
     */
    void await(Duration time, Future<?> event) throws InterruptedException;

    /** By the clock. */
    static Pause real() {
        return (time, event) -> {
            try {
                event.get(time.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException passed) {
                // that is what was waited for
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
