package dev.pulsegate.gateway.queue.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jdbi.v3.core.Jdbi;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.EventType;
import dev.pulsegate.gateway.queue.Queries;
import dev.pulsegate.gateway.queue.RequestEvent;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.Sql;
import dev.pulsegate.platform.page.Page;

/** Queries requests, events and queues. Every method blocks on the database. */
public final class RequestReader {

    /** How far the requests of a list are counted. */
    public static final int MOST_COUNTED = 10_000;

    /** Events are read until they are as long as this together, the last one whatever its own length. */
    private static final int MOST_EVENT_BYTES = 64 * 1024;

    private static final String EVENTS = """
            select request_id, seq, type, at, data from (
            select e.request_id, e.seq, e.type, e.at,
                   sum(coalesce(octet_length(e.data::text), 0)) over (order by e.seq)
                       - coalesce(octet_length(e.data::text), 0) as bytes_before,
                   case when e.type = %1$s then json_build_object('result', r.result)
                        when e.type in (%2$s) then json_build_object('failure', r.failure)
                        else e.data end as data
            from request_event e join request r on r.id = e.request_id
            where e.request_id = :request and e.seq > :after order by e.seq limit :limit
            ) page where bytes_before < :bytes order by seq
            """.formatted(EventType.COMPLETED.sql(), RequestState.UNSUCCESSFUL_SQL);

    private static final String QUEUE = """
            select id, account_id, account_name, priority, input_kinds, accepted_at, not_before from request
            where space_id = :space and status = %s order by rank, id limit :limit
            """.formatted(RequestState.QUEUED.sql());

    private static final String KEYED = """
            select id, body_hash from request
            where account_id = :account and space_id = :space and idempotency_key = :key
            """;

    private static final String HELD = """
            select id, attempt, lease, space_id from request where replica = :replica and status = %s
            """.formatted(RequestState.PROCESSING.sql());

    private final Queries queries;

    public RequestReader(Jdbi jdbi) {
        this.queries = new Queries(jdbi);
    }

    /** The request with this id. */
    public Optional<StoredRequest> find(UUID id) throws SQLException {
        return queries.first("select * from request where id = :id", by -> by.bind("id", id), RequestReader::request);
    }

    /**
     * A request that was accepted under an idempotency key.
     *
     * @param bodyHash the hash of what was submitted
     */
    public record Keyed(UUID id, String bodyHash) {}

    /** What an account submitted to a space under an idempotency key. */
    public Optional<Keyed> keyed(UUID accountId, UUID spaceId, String key) throws SQLException {
        return queries.first(
                KEYED,
                by -> by.bind("account", accountId).bind("space", spaceId).bind("key", key),
                row -> new Keyed(Sql.uuid(row, "id"), row.getString("body_hash")));
    }

    /**
     * Requests, the latest first.
     *
     * @return a page whose total is counted up to {@link #MOST_COUNTED} only, so that it costs little however many there are
     */
    public Page<StoredRequest> page(RequestFilter filter, int page, int size) throws SQLException {
        var items = queries.list(
                "select * from request r where " + filter.condition()
                        + " order by r.id desc limit :size offset :before_page",
                by -> by.bindMap(filter.parameters()).bind("size", size).bind("before_page", (long) page * size),
                RequestReader::request);
        var counted = queries.list(
                "select count(*) from (select from request r where " + filter.condition() + " limit :most) as first",
                by -> by.bindMap(filter.parameters()).bind("most", MOST_COUNTED),
                row -> row.getLong(1));
        return new Page<>(items, page, size, counted.getFirst());
    }

    private static StoredRequest request(ResultSet row) throws SQLException {
        return new StoredRequest(
                Sql.uuid(row, "id"),
                Sql.uuid(row, "space_id"),
                row.getString("space_name"),
                Sql.uuid(row, "account_id"),
                row.getString("account_name"),
                Sql.state(row, "status"),
                row.getInt("priority"),
                row.getLong("rank"),
                row.getInt("input_kinds"),
                row.getString("payload"),
                row.getInt("file_count"),
                row.getInt("attempt"),
                Sql.uuid(row, "replica"),
                Sql.instant(row, "accepted_at"),
                Sql.instant(row, "handed_over_at"),
                Sql.instant(row, "deadline_at"),
                Sql.instant(row, "finished_at"),
                row.getString("result"),
                row.getString("failure"),
                row.getInt("last_seq"),
                Sql.instant(row, "not_before"));
    }

    /**
     * A request's events after one of them, in order; a final one with the result or failure in it. There may be more where
     * there are so many, or so long ones.
     */
    public List<RequestEvent> events(UUID requestId, int afterSeq, int limit) throws SQLException {
        return queries.list(
                EVENTS,
                by -> by.bind("request", requestId)
                        .bind("after", afterSeq)
                        .bind("limit", limit)
                        .bind("bytes", MOST_EVENT_BYTES),
                row -> new RequestEvent(
                        Sql.uuid(row, "request_id"),
                        row.getInt("seq"),
                        EventType.ofWireName(row.getString("type")),
                        row.getString("data"),
                        Sql.instant(row, "at")));
    }

    /** How many events each of these requests has. */
    public Map<UUID, Integer> lastSeqs(Collection<UUID> requestIds) throws SQLException {
        var seqs = new HashMap<UUID, Integer>();
        queries.list(
                "select id, last_seq from request where id = any (:ids)",
                by -> by.bindArray("ids", UUID.class, requestIds),
                row -> seqs.put(Sql.uuid(row, "id"), row.getInt("last_seq")));
        return seqs;
    }

    /** The first requests of a space's queue, in order. */
    public List<Waiting> queue(UUID spaceId, int limit) throws SQLException {
        return queries.list(
                QUEUE,
                by -> by.bind("space", spaceId).bind("limit", limit),
                row -> new Waiting(
                        Sql.uuid(row, "id"),
                        Sql.uuid(row, "account_id"),
                        row.getString("account_name"),
                        row.getInt("priority"),
                        row.getInt("input_kinds"),
                        Sql.instant(row, "accepted_at"),
                        Sql.instant(row, "not_before")));
    }

    /** What the workers of a gateway process have, as far as the database knows, and of which spaces. */
    public Map<Attempt, UUID> heldBy(UUID replica) throws SQLException {
        var held = new HashMap<Attempt, UUID>();
        queries.list(
                HELD,
                by -> by.bind("replica", replica),
                row -> held.put(
                        new Attempt(Sql.uuid(row, "id"), row.getInt("attempt"), Sql.uuid(row, "lease")),
                        Sql.uuid(row, "space_id")));
        return held;
    }
}
