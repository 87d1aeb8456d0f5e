package dev.pulsegate.platform.task;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import org.jboss.logging.Logger;

import dev.pulsegate.platform.storage.DatabaseAway;

/** Does something again and again on a thread of its own: after each period, and at once when nudged. */
public final class RepeatedTask implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RepeatedTask.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LEAST_LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final int PAUSES_IN_PERIOD = 10;

    private final String name;
    private final Duration period;
    private final Action action;
    private final Supervision supervision;
    private final CoreThread thread;
    private final AtomicBoolean nudged = new AtomicBoolean();
    private volatile boolean closed;

    /** What is done. */
    @FunctionalInterface
    public interface Action {

        /** Does it once; may block, and fail. */
        void run() throws Exception;
    }

    /**
     * @param name the thread's, also for the log
     * @param period how long to pause after each time
     */
    public RepeatedTask(Supervision supervision, String name, Duration period, Action action) {
        this.supervision = supervision;
        this.name = name;
        this.period = period;
        this.action = action;
        this.thread = supervision.thread(name, this::runUntilClosed);
    }

    public void start() {
        thread.start();
    }

    /** Does it again as soon as may be. Never blocks. */
    public void nudge() {
        if (!nudged.getAndSet(true)) {
            thread.wake();
        }
    }

    private void runUntilClosed() {
        var backoff = new Backoff(FIRST_PAUSE, longestPause());
        boolean failing = false;
        while (!closed) {
            nudged.set(false);
            try {
                action.run();
                if (failing) {
                    LOG.infof("%s: works again", name);
                }
                failing = false;
                supervision.works(name);
                backoff.reset();
                pause(period, true);
            } catch (Exception e) {
                if (!failing && !closed) {
                    tell(e);
                }
                failing = true;
                supervision.failing(name, e);
                pause(backoff.next(), false);
            }
        }
    }

    /** What is seldom done is not to be tried every second. */
    private Duration longestPause() {
        var part = period.dividedBy(PAUSES_IN_PERIOD);
        return part.compareTo(LEAST_LONGEST_PAUSE) > 0 ? part : LEAST_LONGEST_PAUSE;
    }

    /** That a database is away says all; of anything else the trace is needed. */
    private void tell(Exception failure) {
        LOG.warnf(
                DatabaseAway.isReasonOf(failure) ? null : failure,
                "%s: failed, and is tried again until it works: %s",
                name,
                failure.toString());
    }

    private void pause(Duration length, boolean untilNudged) {
        long end = System.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0 && !closed; left = end - System.nanoTime()) {
            if (untilNudged && nudged.get()) {
                return;
            }
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.close();
    }
}
