package dev.pulsegate.gateway.queue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many requests wait in each space, kept in memory. What this process does is counted as it is committed; what other
 * replicas do is known after the next recount. Counting rows for every request would cost more the longer the queue is.
 */
public final class QueueLengths {

    private final Map<UUID, LongAdder> growths = new ConcurrentHashMap<>();

    /** How many wait, about. */
    public long of(UUID spaceId) {
        var growth = growths.get(spaceId);
        return growth == null ? 0 : Math.max(0, growth.sum());
    }

    /** Counts what was committed. */
    void changed(List<Change> changes) {
        for (var change : changes) {
            grow(change.spaceId(), change.queueGrowth());
        }
    }

    private void grow(UUID spaceId, long by) {
        if (by != 0) {
            growths.computeIfAbsent(spaceId, id -> new LongAdder()).add(by);
        }
    }

    /** The lengths as they are believed to be now, for {@link #correct}. */
    Map<UUID, Long> believed() {
        var lengths = new HashMap<UUID, Long>();
        growths.forEach((space, growth) -> lengths.put(space, growth.sum()));
        return lengths;
    }

    /**
     * Takes a count over, keeping what was added while it was being made.
     *
     * @param before what was believed when counting began
     * @param counted what was counted
     */
    void correct(Map<UUID, Long> before, Map<UUID, Long> counted) {
        before.forEach((space, length) -> grow(space, counted.getOrDefault(space, 0L) - length));
        counted.forEach((space, length) -> {
            if (!before.containsKey(space)) {
                grow(space, length);
            }
        });
    }
}
