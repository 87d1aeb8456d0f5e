package dev.pulsegate.platform.tcp;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** How long what a client has begun to send may take. Used by one thread. */
final class HeadTimeout {

    private final Duration patience;
    private Optional<Future<?>> running = Optional.empty();

    HeadTimeout(Duration patience) {
        this.patience = patience;
    }

    /** Starts, unless it runs. */
    void start(ScheduledExecutorService executor, Runnable overdue) {
        if (running.isEmpty()) {
            running = Optional.of(executor.schedule(overdue, patience.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    void stop() {
        running.ifPresent(timer -> timer.cancel(false));
        running = Optional.empty();
    }
}
