package dev.pulsegate.gateway.queue.read;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.jdbi.v3.core.Jdbi;

import dev.pulsegate.gateway.queue.Queries;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.Sql;

/**
 * How busy each space is, for all gateway processes together. Every method blocks on the database, and costs it little
 * however long the queues are.
 */
public final class QueueFigures {

    private static final int MOST_SECONDS = 5;

    private static final String RUNNING =
            "select space_id, count(*) as running from request where status = %s group by space_id"
                    .formatted(RequestState.PROCESSING.sql());

    /** By rank, which the index is in the order of; only with priorities may somebody have waited for longer. */
    private static final String FIRST = """
            select s.id, head.accepted_at from space s cross join lateral (
                select accepted_at from request r where r.space_id = s.id and r.status = %s order by rank, id limit 1
            ) as head
            """.formatted(RequestState.QUEUED.sql());

    private final Queries queries;

    public QueueFigures(Jdbi jdbi) {
        this.queries = new Queries(jdbi);
    }

    /** How many requests workers have, of each space in which they have some. */
    public Map<UUID, Long> running() throws SQLException {
        var running = new HashMap<UUID, Long>();
        queries.list(
                RUNNING,
                by -> by.setQueryTimeout(MOST_SECONDS),
                row -> running.put(Sql.uuid(row, "space_id"), row.getLong("running")));
        return running;
    }

    /** When the first in line was accepted, of each space in which somebody waits. */
    public Map<UUID, Instant> firstAccepted() throws SQLException {
        var accepted = new HashMap<UUID, Instant>();
        queries.list(
                FIRST,
                by -> by.setQueryTimeout(MOST_SECONDS),
                row -> accepted.put(Sql.uuid(row, "id"), Sql.instant(row, "accepted_at")));
        return accepted;
    }
}
