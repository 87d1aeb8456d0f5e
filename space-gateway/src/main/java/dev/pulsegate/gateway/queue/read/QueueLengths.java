package dev.pulsegate.gateway.queue.read;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.pulsegate.gateway.queue.Change;

/**
 * How many requests wait in each space, and how many of each account, kept in memory. What this process does is counted as
 * it is committed; what other replicas do is known after the next recount. Counting rows for every request would cost more
 * the longer the queue is.
 */
public final class QueueLengths {

    private final Map<UUID, Long> ofSpaces = new ConcurrentHashMap<>();
    private final Map<Share, Long> ofAccounts = new ConcurrentHashMap<>();

    /** An account's part of a space's queue. */
    record Share(UUID spaceId, UUID accountId) {}

    /** How many wait, about. */
    public long of(UUID spaceId) {
        return Math.max(0, ofSpaces.getOrDefault(spaceId, 0L));
    }

    /** How many of an account wait, about. */
    public long of(UUID spaceId, UUID accountId) {
        return Math.max(0, ofAccounts.getOrDefault(new Share(spaceId, accountId), 0L));
    }

    /** Counts what was committed. */
    public void changed(List<Change> changes) {
        for (var change : changes) {
            grow(new Share(change.spaceId(), change.accountId()), change.queueGrowth());
        }
    }

    private void grow(Share share, long by) {
        if (by != 0) {
            ofSpaces.merge(share.spaceId(), by, QueueLengths::sum);
            ofAccounts.merge(share, by, QueueLengths::sum);
        }
    }

    /** Nothing is kept of what has become empty. */
    private static Long sum(Long length, Long by) {
        return length + by == 0 ? null : Long.valueOf(length + by);
    }

    /** The lengths as they are believed to be now, for {@link #correct}. */
    public Map<Share, Long> believed() {
        return Map.copyOf(ofAccounts);
    }

    /**
     * Takes a count over, keeping what was added while it was being made.
     *
     * @param before what was believed when counting began
     * @param counted what was counted
     */
    public void correct(Map<Share, Long> before, Map<Share, Long> counted) {
        before.forEach((share, length) -> grow(share, counted.getOrDefault(share, 0L) - length));
        counted.forEach((share, length) -> {
            if (!before.containsKey(share)) {
                grow(share, length);
            }
        });
    }
}
