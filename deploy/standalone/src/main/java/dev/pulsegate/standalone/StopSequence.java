package dev.pulsegate.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

/**
 * Stops things in the reverse order of their start, whatever ends the process but {@code kill -9}.
 *
 * <p>On a signal the virtual machine runs all shutdown hooks at once: Quarkus's, which stops the application gracefully,
 * and this one, which must not take the database away from under it. So this one waits until the main thread, which
 * Quarkus hands the end of the application to, says that it is over.
 */
final class StopSequence extends Thread {

    /** Longer than {@code quarkus.shutdown.timeout}; past it something hangs, and the database is stopped all the same. */
    private static final int APPLICATION_LIMIT_SECONDS = 60;

    private final CountDownLatch applicationOver = new CountDownLatch(1);
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private volatile boolean begun;

    private StopSequence() {
        super("stop-sequence");
    }

    /** Puts a stop sequence in place, from now until the process ends. */
    static StopSequence install() {
        var sequence = new StopSequence();
        Runtime.getRuntime().addShutdownHook(sequence);
        return sequence;
    }

    /** Adds what is to be stopped before everything added so far. */
    void addFirst(Runnable step) {
        synchronized (steps) {
            steps.addFirst(step);
        }
    }

    /** Whether the process is ending: nothing should be started any more, and failures are of no interest. */
    boolean hasBegun() {
        return begun;
    }

    /** To be called once nothing of the application runs any more, or when it never did. */
    void applicationIsOver() {
        applicationOver.countDown();
    }

    @Override
    public void run() {
        begun = true;
        try {
            if (!applicationOver.await(APPLICATION_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                report("The application has not stopped within " + APPLICATION_LIMIT_SECONDS + " s", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (steps) {
            steps.forEach(StopSequence::runStep);
        }
    }

    private static void runStep(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            report("A step of the shutdown failed", e);
        }
    }

    private static void report(String message, Throwable failure) {
        Logger.getLogger(StopSequence.class).warn(message, failure);
    }
}
