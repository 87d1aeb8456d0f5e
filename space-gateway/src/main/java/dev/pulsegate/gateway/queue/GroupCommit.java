package dev.pulsegate.gateway.queue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import dev.pulsegate.platform.storage.DiskFull;
import dev.pulsegate.platform.task.Backoff;
import dev.pulsegate.platform.task.CoreThread;
import dev.pulsegate.platform.task.Supervision;

/**
 * Group commit: what is submitted while a transaction is under way goes into the next one together. One supervised thread
 * does the work. While the database is away it tries again, with growing pauses; what it cannot keep in its bounds it
 * does not take. Whatever goes wrong, whoever waits gets an answer.
 *
 * @param <I> what is submitted
 * @param <O> what comes of it
 */
public final class GroupCommit<I, O> implements AutoCloseable {

    /** As much as one statement does well: more would keep whoever came first waiting. */
    public static final int USUAL_BATCH = 256;

    private static final Logger LOG = Logger.getLogger(GroupCommit.class);

    private final String name;
    private final Bounds bounds;
    private final Transaction<I, O> transaction;
    private final QueueListener listener;
    private final Supervision supervision;
    private final CoreThread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<Item<I, O>> waiting = new ArrayDeque<>();
    private long heldWeight;
    private boolean closed;

    /**
     * What a group commit keeps within.
     *
     * @param maxBatch the most items of one transaction
     * @param maxWeight the most that all items together, those under way included, may weigh
     * @param patience how long an item may wait for the database, or null for as long as it takes
     */
    public record Bounds(int maxBatch, long maxWeight, Duration patience) {}

    /** Does a batch in one transaction. */
    @FunctionalInterface
    public interface Transaction<I, O> {

        /**
         * Does it, and returns after the commit.
         *
         * @param again whether the same was tried before, so that it may have been committed already
         */
        Committed<O> run(List<I> batch, boolean again) throws SQLException;
    }

    /**
     * What is committed.
     *
     * @param outcomes what came of each item, in order
     * @param changes what the listener is told, outside of whatever is tried again
     */
    public record Committed<O>(List<O> outcomes, List<Change> changes) {}

    private record Item<I, O>(I input, int weight, long arrivedNanos, CompletableFuture<O> outcome) {}

    /**
     * @param listener is told of what is committed, before those who wait; must not throw
     */
    public GroupCommit(
            String name,
            Bounds bounds,
            Transaction<I, O> transaction,
            QueueListener listener,
            Supervision supervision) {
        this.name = name;
        this.bounds = bounds;
        this.transaction = transaction;
        this.listener = listener;
        this.supervision = supervision;
        this.thread = supervision.thread(name, this::workUntilClosed);
    }

    /** Starts to work. */
    public void start() {
        thread.start();
    }

    /**
     * Takes an item in. Never blocks.
     *
     * @return what will come of it; empty if there is no room
     */
    public Optional<CompletableFuture<O>> submit(I input, int weight) {
        lock.lock();
        try {
            if (closed || heldWeight + weight > bounds.maxWeight()) {
                return Optional.empty();
            }
            var item = new Item<I, O>(input, weight, System.nanoTime(), new CompletableFuture<>());
            heldWeight += weight;
            waiting.add(item);
            arrived.signal();
            return Optional.of(item.outcome());
        } finally {
            lock.unlock();
        }
    }

    private void workUntilClosed() throws InterruptedException {
        for (var batch = take(); !batch.isEmpty(); batch = take()) {
            try {
                work(batch, false);
            } catch (Throwable e) {
                giveUp(batch, e);
                throw e;
            } finally {
                release(batch);
            }
        }
    }

    /** Whoever has an answer already keeps it. */
    private static void giveUp(List<? extends Item<?, ?>> items, Throwable why) {
        items.forEach(item -> item.outcome().completeExceptionally(why));
    }

    private List<Item<I, O>> take() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                arrived.await();
            }
            var batch = new ArrayList<Item<I, O>>(Math.min(waiting.size(), bounds.maxBatch()));
            while (!waiting.isEmpty() && batch.size() < bounds.maxBatch()) {
                batch.add(waiting.poll());
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void release(List<Item<I, O>> batch) {
        lock.lock();
        try {
            batch.forEach(item -> heldWeight -= item.weight());
        } finally {
            lock.unlock();
        }
    }

    private void work(List<Item<I, O>> batch, boolean triedBefore) throws InterruptedException {
        var backoff = new Backoff(Duration.ofMillis(20), Duration.ofSeconds(1));
        var left = batch;
        for (boolean again = triedBefore; !left.isEmpty(); again = true) {
            Committed<O> committed = null;
            try {
                committed = transaction.run(left.stream().map(Item::input).toList(), again);
            } catch (SQLException e) {
                if (bounds.patience() != null && DiskFull.isSaidBy(e)) {
                    // Room does not come within any patience.
                    left.forEach(item -> item.outcome().completeExceptionally(new IllegalStateException(e)));
                    return;
                }
                if (!SqlFailures.isTransient(e)) {
                    oneByOne(left, e);
                    return;
                }
                LOG.logf(again ? Level.DEBUG : Level.WARN, "%s: will be tried again after %s", name, e.toString());
            } catch (RuntimeException | Error e) {
                oneByOne(left, e);
                return;
            }
            if (committed != null) {
                listener.changed(committed.changes());
                complete(left, committed.outcomes());
                return;
            }
            left = stillPatient(left);
            Thread.sleep(backoff.next());
        }
    }

    private void complete(List<Item<I, O>> items, List<O> outcomes) {
        for (int i = 0; i < items.size(); i++) {
            items.get(i).outcome().complete(outcomes.get(i));
        }
    }

    /** Something in the batch cannot be done; it must not take the rest with it. */
    private void oneByOne(List<Item<I, O>> items, Throwable why) throws InterruptedException {
        if (items.size() == 1) {
            supervision.failed(name, why);
            items.getFirst().outcome().completeExceptionally(why);
            return;
        }
        for (var item : items) {
            work(List.of(item), true);
        }
    }

    private List<Item<I, O>> stillPatient(List<Item<I, O>> items) {
        if (bounds.patience() == null) {
            return items;
        }
        var oldest = System.nanoTime() - bounds.patience().toNanos();
        var left = new ArrayList<Item<I, O>>();
        for (var item : items) {
            if (item.arrivedNanos() - oldest < 0) {
                item.outcome().completeExceptionally(new DatabaseAwayException());
            } else {
                left.add(item);
            }
        }
        return left;
    }

    /** Stops taking items in; those taken are worked off, if the database is there, and whoever still waits is told. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
        thread.close();
        giveUp(waitingStill(), new DatabaseAwayException());
    }

    private List<Item<I, O>> waitingStill() {
        lock.lock();
        try {
            return List.copyOf(waiting);
        } finally {
            lock.unlock();
        }
    }
}
