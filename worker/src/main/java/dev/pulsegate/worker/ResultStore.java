package dev.pulsegate.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import dev.pulsegate.workerprotocol.Attempt;

/**
 * Results the gateway has not answered yet, oldest first: sent once a connection, until it does. Bounded: when too many
 * wait, the oldest are given up, and the gateway hands those requests out again.
 */
final class ResultStore {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final LinkedHashMap<Key, List<String>> results = new LinkedHashMap<>();
    private final ArrayDeque<Key> unsent = new ArrayDeque<>();
    private final int maxResults;
    private final long maxChars;
    private final Consumer<String> dropped;

    private long chars;

    private record Key(String requestId, int attempt) {}

    /**
     * An empty store.
     *
     * @param maxResults how many results it keeps at most
     * @param maxChars how many characters of results it keeps at most, but always the newest
     * @param dropped told the request of a result that was given up
     */
    ResultStore(int maxResults, long maxChars, Consumer<String> dropped) {
        this.maxResults = maxResults;
        this.maxChars = maxChars;
        this.dropped = dropped;
    }

    /** Keeps the frames that say a result, to be sent as soon as there is a connection. */
    void add(Attempt attempt, List<String> frames) {
        keep(attempt, List.copyOf(frames)).forEach(dropped);
    }

    /** Returns the requests of the results that were given up for it. */
    private List<String> keep(Attempt attempt, List<String> frames) {
        var givenUp = new ArrayList<String>();
        lock.lock();
        try {
            var key = new Key(attempt.requestId(), attempt.number());
            results.put(key, frames);
            unsent.add(key);
            chars += length(frames);
            added.signalAll();
            while (results.size() > 1 && (results.size() > maxResults || chars > maxChars)) {
                var oldest = results.firstEntry().getKey();
                remove(oldest);
                givenUp.add(oldest.requestId());
            }
        } finally {
            lock.unlock();
        }
        return givenUp;
    }

    /** The frames of the next result not yet sent on this connection, waiting for one. */
    List<String> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                while (unsent.isEmpty()) {
                    added.await();
                }
                var frames = results.get(unsent.remove());
                if (frames != null) {
                    return frames;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** There is another connection: all are to be sent again. */
    void restart() {
        lock.lock();
        try {
            unsent.clear();
            unsent.addAll(results.keySet());
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a result: the gateway has answered it, or will never take it. Whether there was one. */
    boolean settle(String requestId, int attempt) {
        lock.lock();
        try {
            return remove(new Key(requestId, attempt));
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return results.size();
        } finally {
            lock.unlock();
        }
    }

    private boolean remove(Key key) {
        var removed = results.remove(key);
        if (removed == null) {
            return false;
        }
        chars -= length(removed);
        return true;
    }

    private static long length(List<String> frames) {
        return frames.stream().mapToLong(String::length).sum();
    }
}
