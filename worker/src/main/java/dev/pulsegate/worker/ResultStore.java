package dev.pulsegate.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import dev.pulsegate.worker.connection.GatewaySocket;
import dev.pulsegate.workerprotocol.Attempt;

/**
 * Results the gateway has not answered yet, oldest first: sent once a connection, until it does, and on another connection
 * than their chunks went by after these. Bounded: when too many wait, the oldest are given up, and the gateway hands those
 * requests out again.
 */
final class ResultStore {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final LinkedHashMap<Key, Said> results = new LinkedHashMap<>();
    private final ArrayDeque<Key> unsent = new ArrayDeque<>();
    private final int maxResults;
    private final long maxChars;
    private final Consumer<String> dropped;

    private long chars;

    private record Key(String requestId, int attempt) {}

    /**
     * All that an attempt says at its end, each as a frame.
     *
     * @param chunks the last of its chunks, in order
     * @param by the connection that these went by; null if there was none when the last of them was said
     * @param result its result
     */
    record Said(List<String> chunks, GatewaySocket by, String result) {

        Said {
            chunks = List.copyOf(chunks);
        }

        /** What to send on a connection: what went by another one may never have arrived. */
        private List<String> frames(GatewaySocket link) {
            if (by != null && by == link) {
                return List.of(result);
            }
            var frames = new ArrayList<>(chunks);
            frames.add(result);
            return frames;
        }

        private Said withoutChunks() {
            return new Said(List.of(), by, result);
        }

        private long length() {
            return result.length() + chunks.stream().mapToLong(String::length).sum();
        }
    }

    /**
     * An empty store.
     *
     * @param maxResults how many results it keeps at most
     * @param maxChars how many characters it keeps at most, but always the newest result: chunks go before results do
     * @param dropped told the request of a result that was given up
     */
    ResultStore(int maxResults, long maxChars, Consumer<String> dropped) {
        this.maxResults = maxResults;
        this.maxChars = maxChars;
        this.dropped = dropped;
    }

    /** Keeps a result, to be sent as soon as there is a connection. */
    void add(Attempt attempt, Said said) {
        keep(attempt, said).forEach(dropped);
    }

    /** Returns the requests of the results that were given up for it. */
    private List<String> keep(Attempt attempt, Said said) {
        lock.lock();
        try {
            var key = new Key(attempt.requestId(), attempt.number());
            results.put(key, said);
            unsent.add(key);
            chars += said.length();
            added.signalAll();
            dropChunks();
            return giveUpResults();
        } finally {
            lock.unlock();
        }
    }

    /** The oldest first, as long as there is too much. */
    private void dropChunks() {
        var oldest = results.entrySet().iterator();
        while (chars > maxChars && oldest.hasNext()) {
            var entry = oldest.next();
            var shorter = entry.getValue().withoutChunks();
            chars -= entry.getValue().length() - shorter.length();
            entry.setValue(shorter);
        }
    }

    private List<String> giveUpResults() {
        var givenUp = new ArrayList<String>();
        while (results.size() > 1 && (results.size() > maxResults || chars > maxChars)) {
            var oldest = results.firstEntry().getKey();
            remove(oldest);
            givenUp.add(oldest.requestId());
        }
        return givenUp;
    }

    /** The frames of the next result not yet sent on a connection, waiting for one. */
    List<String> next(GatewaySocket link) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                while (unsent.isEmpty()) {
                    added.await();
                }
                var said = results.get(unsent.remove());
                if (said != null) {
                    return said.frames(link);
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
        chars -= removed.length();
        return true;
    }
}
