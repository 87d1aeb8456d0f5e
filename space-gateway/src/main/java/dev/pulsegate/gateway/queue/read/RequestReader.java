package dev.pulsegate.gateway.queue.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.EventType;
import dev.pulsegate.gateway.queue.RequestEvent;
import dev.pulsegate.gateway.queue.Sql;
import dev.pulsegate.gateway.queue.accept.Allowance;
import dev.pulsegate.gateway.queue.accept.UsageRules;
import dev.pulsegate.gateway.queue.accept.UsageSql;
import dev.pulsegate.gateway.queue.read.QueueLengths.Share;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.platform.page.Page;

/** Reads requests, events and queues. Every method blocks on the database. */
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
                   case when e.type = 'completed' then json_build_object('result', r.result)
                        when e.type in ('failed', 'canceled', 'expired') then json_build_object('failure', r.failure)
                        else e.data end as data
            from request_event e join request r on r.id = e.request_id
            where e.request_id = ? and e.seq > ? order by e.seq limit ?
            ) page where bytes_before < ? order by seq
            """;

    private static final String QUEUE = """
            select id, account_id, account_name, priority, input_kinds, accepted_at, not_before from request
            where space_id = ? and status = 'queued' order by rank, id limit ?
            """;

    public static final String AGAIN_DUE = """
            select space_id, min(rank) as rank from request
            where status = 'queued' and not_before <= clock_timestamp() group by space_id
            """;

    private final DataSource dataSource;

    public RequestReader(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * A request that was accepted under an idempotency key.
     *
     * @param id its id
     * @param bodyHash the hash of what was submitted
     */
    public record Keyed(UUID id, String bodyHash) {}

    private <T> List<T> list(String sql, Sql.Binder binder, Sql.RowReader<T> reader) throws SQLException {
        return Sql.list(dataSource, sql, binder, reader);
    }

    /** The request with this id. */
    public Optional<StoredRequest> find(UUID id) throws SQLException {
        return list("select * from request where id = ?", by -> by.setObject(1, id), RequestReader::request).stream()
                .findFirst();
    }

    /** What an account submitted to a space under an idempotency key. */
    public Optional<Keyed> keyed(UUID accountId, UUID spaceId, String key) throws SQLException {
        return list(
                        "select id, body_hash from request"
                                + " where account_id = ? and space_id = ? and idempotency_key = ?",
                        by -> {
                            by.setObject(1, accountId);
                            by.setObject(2, spaceId);
                            by.setString(3, key);
                        },
                        row -> new Keyed(Sql.uuid(row, "id"), row.getString("body_hash")))
                .stream()
                .findFirst();
    }

    /**
     * Requests, the latest first.
     *
     * @return a page whose total is counted up to {@link #MOST_COUNTED} only, so that it costs little however many there are
     */
    public Page<StoredRequest> page(RequestFilter filter, int page, int size) throws SQLException {
        var which = filter.which();
        var items = list(
                "select * from request r where " + which.condition() + " order by r.id desc limit ? offset ?",
                by -> {
                    int next = which.bind(by);
                    by.setInt(next, size);
                    by.setLong(next + 1, (long) page * size);
                },
                RequestReader::request);
        var counted = list(
                "select count(*) from (select from request r where " + which.condition() + " limit ?) as first",
                by -> by.setInt(which.bind(by), MOST_COUNTED),
                row -> row.getLong(1));
        return new Page<>(items, page, size, counted.getFirst());
    }

    /** What an account may still have of a space now. */
    public Allowance allowance(UUID accountId, Space space, Instant now) throws SQLException {
        var usage = list(
                "select * from account_usage where account_id = ? and space_id = ?",
                by -> {
                    by.setObject(1, accountId);
                    by.setObject(2, space.id());
                },
                UsageSql::usage);
        return UsageRules.allowance(space.rules(), usage.stream().findFirst().orElseGet(UsageRules.Usage::none), now);
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
        return list(
                EVENTS,
                by -> {
                    by.setObject(1, requestId);
                    by.setInt(2, afterSeq);
                    by.setInt(3, limit);
                    by.setInt(4, MOST_EVENT_BYTES);
                },
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
        list(
                        "select id, last_seq from request where id = any (?)",
                        by -> by.setArray(1, Sql.uuids(by.getConnection(), requestIds)),
                        row -> Map.entry(Sql.uuid(row, "id"), row.getInt("last_seq")))
                .forEach(entry -> seqs.put(entry.getKey(), entry.getValue()));
        return seqs;
    }

    /** The first requests of a space's queue, in order. */
    public List<Waiting> queue(UUID spaceId, int limit) throws SQLException {
        return list(
                QUEUE,
                by -> {
                    by.setObject(1, spaceId);
                    by.setInt(2, limit);
                },
                row -> new Waiting(
                        Sql.uuid(row, "id"),
                        Sql.uuid(row, "account_id"),
                        row.getString("account_name"),
                        row.getInt("priority"),
                        row.getInt("input_kinds"),
                        Sql.instant(row, "accepted_at"),
                        Sql.instant(row, "not_before")));
    }

    /**
     * The spaces in which a request waits that may be handed over now.
     *
     * @param fromRanks the spaces asked about, and where in each queue to begin looking
     */
    public List<UUID> withWaiting(Map<UUID, Long> fromRanks) throws SQLException {
        return list(
                """
                select g.id from unnest(?::uuid[], ?::bigint[]) as g (id, from_rank)
                where exists (
                    select from request r where r.space_id = g.id and r.status = 'queued' and r.rank >= g.from_rank
                        and (r.not_before is null or r.not_before <= clock_timestamp()))
                """,
                by -> {
                    by.setArray(1, Sql.uuids(by.getConnection(), fromRanks.keySet()));
                    by.setArray(2, Sql.longs(by.getConnection(), fromRanks.values()));
                },
                row -> Sql.uuid(row, "id"));
    }

    /** Where in the queue of each space the first request stands whose pause before another attempt is over. */
    public Map<UUID, Long> againDue() throws SQLException {
        var due = new HashMap<UUID, Long>();
        list(AGAIN_DUE, by -> {}, row -> Map.entry(Sql.uuid(row, "space_id"), row.getLong("rank")))
                .forEach(entry -> due.put(entry.getKey(), entry.getValue()));
        return due;
    }

    /** What the workers of a gateway process have, as far as the database knows, and of which spaces. */
    public Map<Attempt, UUID> heldBy(UUID replica) throws SQLException {
        var held = new HashMap<Attempt, UUID>();
        list(
                        "select id, attempt, lease, space_id from request where replica = ? and status = 'processing'",
                        by -> by.setObject(1, replica),
                        row -> Map.entry(
                                new Attempt(Sql.uuid(row, "id"), row.getInt("attempt"), Sql.uuid(row, "lease")),
                                Sql.uuid(row, "space_id")))
                .forEach(entry -> held.put(entry.getKey(), entry.getValue()));
        return held;
    }

    /** How many requests of each account wait in each space. */
    public Map<Share, Long> queueLengths() throws SQLException {
        var lengths = new HashMap<Share, Long>();
        list(
                        "select space_id, account_id, count(*) from request where status = 'queued'"
                                + " group by space_id, account_id",
                        by -> {},
                        row -> Map.entry(
                                new Share(Sql.uuid(row, "space_id"), Sql.uuid(row, "account_id")), row.getLong(3)))
                .forEach(entry -> lengths.put(entry.getKey(), entry.getValue()));
        return lengths;
    }
}
