package dev.pulsegate.gateway.queue.claim;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.AttemptTrace;
import dev.pulsegate.gateway.queue.Change;
import dev.pulsegate.gateway.queue.EventType;
import dev.pulsegate.gateway.queue.Queries;
import dev.pulsegate.gateway.queue.QueueListener;
import dev.pulsegate.gateway.queue.RequestEvent;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.Sql;
import dev.pulsegate.gateway.queue.Transition;
import dev.pulsegate.platform.json.Json;

/**
 * Takes the first requests of a space's queue for this process's workers, each in one statement with the others, and finds
 * where there are any to be taken. Every method blocks on the database.
 */
public final class RequestClaims {

    static final String CLAIM = """
            with head as (
                select id from request
                where space_id = :space and status in (%1$s) and rank >= :from_rank and input_kinds & :refused = 0
                    and (not_before is null or not_before <= clock_timestamp())
                    and (failed_by is distinct from :worker or not exists (
                        select from unnest(:others_refuse) as other (refused) where input_kinds & other.refused = 0))
                order by rank, id limit :count
                for update skip locked
            ), taken as (
                update request r
                set status = %2$s, attempt = r.attempt + 1, lease = gen_random_uuid(), replica = :replica, chunks = 0,
                    last_seq = r.last_seq + 1, handed_over_at = clock_timestamp(), not_before = null, failed_by = null,
                    deadline_at = clock_timestamp() + :deadline_millis * interval '1 millisecond'
                from head where r.id = head.id
                returning r.*
            ), noted as (
                insert into request_event (request_id, seq, type, data, at)
                select id, last_seq, %2$s, json_build_object('attempt', attempt), handed_over_at from taken
            )
            select id, attempt, lease, space_id, space_name, account_id, account_name, input_kinds, payload, file_count, rank,
                   accepted_at, handed_over_at, deadline_at, last_seq, replica, traceparent
            from taken order by rank, id
            """.formatted(Transition.HAND_OVER.sqlFrom(), Transition.HAND_OVER.sqlTo());

    /**
     * Compare-and-set on number and lease, so that of two processes that hear of an attempt the later has it. Rows are
     * locked in the order of their ids, as everywhere. The concatenation is what it is in reporting: it keeps the planner
     * off the index of running requests.
     */
    private static final String ADOPT = """
            with held as (
                select r.id from request r
                join unnest(:ids, :numbers, :leases) as g (id, attempt, lease)
                    on r.id = g.id and r.attempt = g.attempt and r.lease = g.lease
                where r.status || '' = %s and r.space_id = any (:spaces)
                order by r.id for update of r
            )
            update request r set replica = :replica from held where r.id = held.id
            returning r.id, r.attempt, r.lease, r.space_id,
                (extract(epoch from r.deadline_at - clock_timestamp()) * 1000)::bigint as millis_left
            """.formatted(RequestState.PROCESSING.sql());

    private static final String WITH_WAITING = """
            select g.id from unnest(:ids, :from_ranks) as g (id, from_rank)
            where exists (
                select from request r where r.space_id = g.id and r.status = %s and r.rank >= g.from_rank
                    and (r.not_before is null or r.not_before <= clock_timestamp()))
            """.formatted(RequestState.QUEUED.sql());

    static final String AGAIN_DUE = """
            select space_id, min(rank) as rank from request
            where status = %s and not_before <= clock_timestamp() group by space_id
            """.formatted(RequestState.QUEUED.sql());

    private final QueueListener listener;
    private final Queries queries;

    /**
     * @param listener is told of every request taken
     */
    public RequestClaims(Jdbi jdbi, QueueListener listener) {
        this.listener = listener;
        this.queries = new Queries(jdbi);
    }

    /** Takes the first requests of a space's queue. */
    public List<Claim> claim(ClaimRequest wanted) throws SQLException {
        var changes = new ArrayList<Change>();
        var claims = queries.list(CLAIM, by -> bind(by, wanted), row -> {
            var claim = claim(row);
            changes.add(change(row, claim));
            return claim;
        });
        listener.changed(changes);
        return claims;
    }

    /** Sets the parameters of {@link #CLAIM}. */
    static void bind(Query claim, ClaimRequest wanted) {
        claim.bind("space", wanted.spaceId())
                .bind("from_rank", wanted.fromRank())
                .bind("refused", wanted.refusedKinds())
                .bind("worker", wanted.avoiding().worker())
                .bindArray("others_refuse", Integer.class, wanted.avoiding().othersRefuse())
                .bind("count", wanted.count())
                .bind("replica", wanted.replica())
                .bind("deadline_millis", wanted.deadline().toMillis());
    }

    private static Claim claim(ResultSet row) throws SQLException {
        var attempt = attempt(row);
        return new Claim(
                attempt,
                Sql.uuid(row, "space_id"),
                row.getString("space_name"),
                row.getString("account_name"),
                row.getInt("input_kinds"),
                row.getString("payload"),
                row.getInt("file_count"),
                row.getLong("rank"),
                Sql.instant(row, "accepted_at"),
                Sql.instant(row, "deadline_at"),
                AttemptTrace.traceparent(
                        row.getString("traceparent"), attempt.requestId(), Sql.instant(row, "handed_over_at")));
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(Sql.uuid(row, "id"), row.getInt("attempt"), Sql.uuid(row, "lease"));
    }

    private static Change change(ResultSet row, Claim claim) throws SQLException {
        var id = claim.attempt().requestId();
        int attempt = claim.attempt().number();
        var processing = new RequestEvent(
                id,
                row.getInt("last_seq"),
                EventType.PROCESSING,
                Json.object().with("attempt", attempt).toString(),
                Sql.instant(row, "handed_over_at"));
        return new Change(
                id,
                claim.spaceId(),
                Sql.uuid(row, "account_id"),
                RequestState.QUEUED,
                Transition.HAND_OVER.to(),
                claim.rank(),
                attempt,
                Sql.uuid(row, "replica"),
                List.of(processing),
                claim.acceptedAt(),
                null,
                row.getString("traceparent"));
    }

    /**
     * Takes attempts over from the gateway processes that had them, for a worker that is back and names them. What the
     * other process says of them from then on is void.
     *
     * @param replica the process the worker is connected to now
     * @param attempts what it names
     * @param spaces the spaces it serves; it gets attempts of others no more
     * @return those that hold their requests
     */
    public List<Adopted> adopt(UUID replica, Collection<Attempt> attempts, Collection<UUID> spaces)
            throws SQLException {
        return queries.list(
                ADOPT,
                by -> by.bindArray(
                                "ids",
                                UUID.class,
                                attempts.stream().map(Attempt::requestId).toList())
                        .bindArray(
                                "numbers",
                                Integer.class,
                                attempts.stream().map(Attempt::number).toList())
                        .bindArray(
                                "leases",
                                UUID.class,
                                attempts.stream().map(Attempt::lease).toList())
                        .bindArray("spaces", UUID.class, spaces)
                        .bind("replica", replica),
                row -> new Adopted(
                        attempt(row), Sql.uuid(row, "space_id"), Duration.ofMillis(row.getLong("millis_left"))));
    }

    /**
     * The spaces in which a request waits that may be handed over now.
     *
     * @param fromRanks the spaces asked about, and where in each queue to begin looking
     */
    public List<UUID> withWaiting(Map<UUID, Long> fromRanks) throws SQLException {
        var asked = List.copyOf(fromRanks.entrySet());
        return queries.list(
                WITH_WAITING,
                by -> by.bindArray(
                                "ids",
                                UUID.class,
                                asked.stream().map(Map.Entry::getKey).toArray())
                        .bindArray(
                                "from_ranks",
                                Long.class,
                                asked.stream().map(Map.Entry::getValue).toArray()),
                row -> Sql.uuid(row, "id"));
    }

    /** Where in the queue of each space the first request stands whose pause before another attempt is over. */
    public Map<UUID, Long> againDue() throws SQLException {
        var due = new HashMap<UUID, Long>();
        queries.list(AGAIN_DUE, by -> {}, row -> due.put(Sql.uuid(row, "space_id"), row.getLong("rank")));
        return due;
    }
}
