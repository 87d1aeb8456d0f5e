package dev.pulsegate.gateway.queue;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.jdbi.v3.core.Jdbi;

/**
 * How many requests wait in each space, and how many of each account, kept in memory. What this process does is counted as
 * it is committed; what other replicas do is known after the next recount. Counting rows for every request would cost more
 * the longer the queue is.
 */
public final class QueueLengths implements QueueListener {

    private static final String COUNT = """
            select space_id, account_id, count(*) as length from request where status = %s group by space_id, account_id
            """.formatted(RequestState.QUEUED.sql());

    private final Queries queries;
    private final Map<UUID, Long> ofSpaces = new ConcurrentHashMap<>();
    private final Map<Share, Long> ofAccounts = new ConcurrentHashMap<>();

    public QueueLengths(Jdbi jdbi) {
        this.queries = new Queries(jdbi);
    }

    /** An account's part of a space's queue. */
    private record Share(UUID spaceId, UUID accountId) {}

    /** How many requests wait in a space, about. Never blocks. */
    public long of(UUID spaceId) {
        return Math.max(0, ofSpaces.getOrDefault(spaceId, 0L));
    }

    /** How many requests of an account wait in a space, about. Never blocks. */
    public long of(UUID spaceId, UUID accountId) {
        return Math.max(0, ofAccounts.getOrDefault(new Share(spaceId, accountId), 0L));
    }

    /** Counts what was committed here. */
    @Override
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

    /** Counts the queues anew, for what other replicas do; blocks. What changes here meanwhile is kept. */
    public void recount() throws SQLException {
        var before = Map.copyOf(ofAccounts);
        var counted = counted();
        before.forEach((share, length) -> grow(share, counted.getOrDefault(share, 0L) - length));
        counted.forEach((share, length) -> {
            if (!before.containsKey(share)) {
                grow(share, length);
            }
        });
    }

    private Map<Share, Long> counted() throws SQLException {
        var lengths = new HashMap<Share, Long>();
        queries.list(
                COUNT,
                by -> {},
                row -> lengths.put(
                        new Share(Sql.uuid(row, "space_id"), Sql.uuid(row, "account_id")), row.getLong("length")));
        return lengths;
    }
}
