package dev.pulsegate.socketio.server;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

import org.jboss.logging.Logger;

/**
 * What one session has to do, one thing after the other, on threads of an executor. What clients cause is bounded; what the
 * server itself has to do always finds room.
 */
final class SerialInbox {

    private static final Logger LOG = Logger.getLogger(SerialInbox.class);

    /** After so many tasks the others' turn comes: virtual threads that never wait are not interrupted. */
    private static final int MOST_IN_A_ROW = 64;

    private final Executor executor;
    private final long maxBytes;
    private final Queue<Task> tasks = new ArrayDeque<>();
    private long bytes;
    private boolean running;

    /**
     * Something to do.
     *
     * @param bytes how much of the bound it takes until it is done; 0 for the server's own
     */
    private record Task(Runnable action, long bytes) {}

    SerialInbox(Executor executor, long maxBytes) {
        this.executor = executor;
        this.maxBytes = maxBytes;
    }

    /**
     * Adds what a client caused.
     *
     * @param size how much of the bound it takes, more than 0
     * @return false if there is no room for it
     */
    boolean offer(Runnable action, long size) {
        synchronized (tasks) {
            if (bytes > 0 && bytes + size > maxBytes) {
                return false;
            }
            bytes += size;
        }
        add(new Task(action, size));
        return true;
    }

    /** Adds what the server has to do. */
    void add(Runnable action) {
        add(new Task(action, 0));
    }

    private void add(Task task) {
        synchronized (tasks) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        executor.execute(this::work);
    }

    private void work() {
        for (int i = 0; i < MOST_IN_A_ROW; i++) {
            Task task;
            synchronized (tasks) {
                task = tasks.poll();
                if (task == null) {
                    running = false;
                    return;
                }
            }
            run(task);
        }
        executor.execute(this::work);
    }

    private void run(Task task) {
        try {
            task.action().run();
        } catch (RuntimeException | Error e) {
            // Whatever it was, what comes next has to be done.
            LOG.error("A session's task failed", e);
        } finally {
            synchronized (tasks) {
                bytes -= task.bytes();
            }
        }
    }
}
