package dev.pulsegate.platform.task;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A virtual thread that matters. If its work ends with anything thrown, it is begun again after a pause that grows while
 * that goes on; if the thread itself should be gone, the process is not alive any more and says so.
 */
public final class CoreThread implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** Work that went well for so long has recovered: the next pause is short again. */
    private static final Duration RECOVERED = Duration.ofMinutes(1);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

    private final Supervision supervision;
    private final String name;
    private final Body body;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile boolean closed;

    /** What a thread does. */
    @FunctionalInterface
    public interface Body {

        /** Does it; returns when there is nothing more to do. */
        void run() throws InterruptedException;
    }

    CoreThread(Supervision supervision, String name, Body body) {
        this.supervision = supervision;
        this.name = name;
        this.body = body;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::runUntilDone);
    }

    public void start() {
        supervision.started(this);
        thread.start();
    }

    /** Ends a wait of {@link LockSupport}; never blocks. */
    public void wake() {
        LockSupport.unpark(thread);
    }

    String name() {
        return name;
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    boolean isRunning() {
        return running;
    }

    private void runUntilDone() {
        var backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        while (!isDone(backoff)) {
            pause(backoff.next());
        }
        supervision.ended(this);
    }

    private boolean isDone(Backoff backoff) {
        long begun = System.nanoTime();
        try {
            body.run();
            return true;
        } catch (InterruptedException e) {
            // Only close() interrupts.
            Thread.currentThread().interrupt();
            return true;
        } catch (Throwable e) {
            running = false;
            supervision.failed(name, e);
            supervision.failing(name, e);
        }
        if (System.nanoTime() - begun >= RECOVERED.toNanos()) {
            backoff.reset();
        }
        return closed;
    }

    private void pause(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0 && !closed; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        running = true;
        supervision.works(name);
    }

    /** Waits a little for the work to end, which its body has to be told of before, and then interrupts it. */
    @Override
    public void close() {
        closed = true;
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        wake();
        try {
            if (!thread.join(STOP_PATIENCE)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
