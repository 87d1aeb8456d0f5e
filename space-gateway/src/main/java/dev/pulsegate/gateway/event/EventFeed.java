package dev.pulsegate.gateway.event;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.pulsegate.gateway.queue.Change;
import dev.pulsegate.gateway.queue.QueueListener;
import dev.pulsegate.gateway.queue.read.RequestReader;

/**
 * Who follows which request. What is committed here reaches them from memory; what other replicas commit they read from
 * the database when they are told of it, or when {@link #poll} finds it.
 */
public final class EventFeed implements QueueListener, Followers.Followed {

    private static final int POLL_SLICE = 1000;

    private final RequestReader reader;
    private final Map<UUID, Set<RequestWatch>> watches = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    public EventFeed(RequestReader reader) {
        this.reader = reader;
    }

    /**
     * Follows a request.
     *
     * @param afterSeq the last event known already; 0 for none
     */
    public RequestWatch watch(UUID requestId, int afterSeq) {
        return open(new RequestWatch(this, reader, requestId, afterSeq, true));
    }

    /** Follows a request that is not accepted yet, so that nothing has to be read. */
    public RequestWatch watchNew(UUID requestId) {
        return open(new RequestWatch(this, reader, requestId, 0, false));
    }

    private RequestWatch open(RequestWatch watch) {
        watches.compute(watch.requestId(), (id, present) -> {
            var set = present == null ? ConcurrentHashMap.<RequestWatch>newKeySet(1) : present;
            set.add(watch);
            return set;
        });
        if (closing.getCount() == 0) {
            watch.end();
        }
        return watch;
    }

    void left(RequestWatch watch) {
        watches.computeIfPresent(watch.requestId(), (id, present) -> {
            present.remove(watch);
            return present.isEmpty() ? null : present;
        });
    }

    @Override
    public int watching() {
        return watches.values().stream().mapToInt(Set::size).sum();
    }

    @Override
    public void changed(List<Change> changes) {
        for (var change : changes) {
            for (var watch : watches.getOrDefault(change.requestId(), Set.of())) {
                change.events().forEach(watch::offer);
            }
        }
    }

    /** Another replica has committed something about a request. */
    public void changedElsewhere(UUID requestId) {
        watches.getOrDefault(requestId, Set.of()).forEach(RequestWatch::lookAgain);
    }

    /** Finds whatever those who follow have not been told; blocks on the database. */
    public void poll() throws SQLException {
        var ids = new ArrayList<>(watches.keySet());
        for (int from = 0; from < ids.size(); from += POLL_SLICE) {
            var slice = ids.subList(from, Math.min(ids.size(), from + POLL_SLICE));
            reader.lastSeqs(slice).forEach(this::reached);
        }
    }

    private void reached(UUID requestId, int lastSeq) {
        watches.getOrDefault(requestId, Set.of()).forEach(watch -> watch.reached(lastSeq));
    }

    /** Waits for the process to stop; false if it did not in time. */
    public boolean closesWithin(Duration time) throws InterruptedException {
        return closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Lets everybody go, because the process stops; they can go on elsewhere from the event they have. */
    public void close() {
        closing.countDown();
        watches.values().stream().flatMap(Collection::stream).forEach(RequestWatch::end);
    }
}
