package dev.pulsegate.embedded;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.jboss.logging.Logger;

import dev.pulsegate.platform.stop.HardEnd;

/**
 * Stops things in the reverse order of their start, whatever ends the process but {@code kill -9}.
 *
 * <p>On a signal the virtual machine runs all shutdown hooks at once: this one, and in the one process Quarkus's, which stops
 * the application gracefully and must not have the database taken away from under it. So this one waits until the main thread,
 * which Quarkus hands the end of the application to, says that it is over. Whatever hangs meanwhile, the hard end comes.
 */
public final class StopSequence extends Thread {

    /** How long what cannot be left as it is may take at a hard end. */
    private static final Duration EMERGENCY_LIMIT = Duration.ofSeconds(10);

    private final CountDownLatch applicationOver = new CountDownLatch(1);
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private final HardEnd hardEnd;
    private volatile Runnable emergency = () -> {};
    private volatile boolean begun;

    private StopSequence(Duration limit) {
        super("stop-sequence");
        this.hardEnd = new HardEnd(limit, () -> emergency.run(), EMERGENCY_LIMIT);
    }

    /**
     * Puts a stop sequence in place, from now until the process ends.
     *
     * @param limit how long all of it may take
     */
    public static StopSequence install(Duration limit) {
        var sequence = new StopSequence(limit);
        Runtime.getRuntime().addShutdownHook(sequence);
        return sequence;
    }

    /** Adds what is to be stopped before everything added so far. */
    public void addFirst(Runnable step) {
        synchronized (steps) {
            steps.addFirst(step);
        }
    }

    /** What is to be done even where the sequence does not come to its end. */
    public void inEmergency(Runnable step) {
        emergency = step;
    }

    /** Whether the process is ending: nothing should be started any more, and failures are of no interest. */
    public boolean hasBegun() {
        return begun;
    }

    /** To be called once nothing of the application runs any more, or when it never did. */
    public void applicationIsOver() {
        applicationOver.countDown();
    }

    @Override
    public void run() {
        begun = true;
        hardEnd.begin();
        try {
            applicationOver.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Runnable> all;
        synchronized (steps) {
            all = List.copyOf(steps);
        }
        all.forEach(StopSequence::runStep);
        hardEnd.leaveItTheEnd();
    }

    private static void runStep(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            Logger.getLogger(StopSequence.class).warn("A step of the shutdown failed", e);
        }
    }
}
