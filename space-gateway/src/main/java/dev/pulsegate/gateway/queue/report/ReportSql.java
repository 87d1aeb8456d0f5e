package dev.pulsegate.gateway.queue.report;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.Change;
import dev.pulsegate.gateway.queue.RequestEvent;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.Sql;
import dev.pulsegate.gateway.queue.Transition;
import dev.pulsegate.gateway.queue.WebhookSql;

/** The statements that take reports, on one connection. */
public final class ReportSql {

    /**
     * The heart of it: nothing changes unless this attempt, with this lease, holds the request at this moment. All requests
     * are locked first, in the order of locks; an update by itself would lock them as the plan happens to go. Requests are
     * to be found by their ids alone: the planner takes the index of running requests for tiny, but under an old
     * transaction it is full of entries that nobody may remove yet. The concatenation keeps it off that index.
     */
    public static final String APPLY = """
            with held as (
                select id from request where id = any (?) order by id for update
            )
            update request r
            set last_seq = r.last_seq + g.events,
                chunks = r.chunks + g.chunk_count,
                status = coalesce(g.target, r.status),
                attempt = r.attempt - g.undone,
                lease = case when g.target = 'queued' then null else r.lease end,
                replica = case when g.target = 'queued' then null else r.replica end,
                deadline_at = case when g.target is null then r.deadline_at end,
                finished_at = case when g.target <> 'queued' then clock_timestamp() end,
                result = g.result::json,
                failure = g.failure::json,
                not_before = clock_timestamp() + g.pause_millis * interval '1 millisecond',
                failed_by = g.failed_by
            from unnest(?::uuid[], ?::int[], ?::uuid[], ?::int[], ?::int[], ?::int[], ?::text[], ?::int[], ?::text[], ?::text[],
                        ?::bigint[], ?::uuid[], ?::uuid[])
                as g (id, attempt, lease, events, first_chunk, chunk_count, target, undone, result, failure,
                      pause_millis, failed_by, holder)
                join held using (id)
            where r.id = g.id and r.status || '' in (%s) and r.attempt = g.attempt and r.lease = g.lease
                and (g.first_chunk < 0 or r.chunks = g.first_chunk) and (g.holder is null or r.replica = g.holder)
            returning r.id, r.space_id, r.account_id, r.rank, r.status, g.attempt, g.lease, r.last_seq, r.replica, r.has_webhook,
                coalesce(r.finished_at, clock_timestamp()) as now
            """.formatted(Transition.COMPLETE.sqlFrom());

    private static final String INSERT_EVENTS = """
            insert into request_event (request_id, seq, type, data, at)
            select request_id, seq, type, data::json, at
            from unnest(?::uuid[], ?::int[], ?::text[], ?::text[], ?::timestamptz[]) as g (request_id, seq, type, data, at)
            """;

    private static final String EXPLAIN = """
            select status, attempt, lease, chunks, coalesce(result, failure)::text = ? as same_end
            from request where id = ?
            """;

    private final Connection connection;

    ReportSql(Connection connection) {
        this.connection = connection;
    }

    /** A step that was taken, and the change it made. */
    record Applied(AttemptUpdate step, Change change, boolean hasWebhook) {}

    /** Takes the steps, of different attempts; returns those that were taken. */
    List<Applied> apply(List<AttemptUpdate> steps) throws SQLException {
        var byAttempt = new HashMap<Attempt, AttemptUpdate>();
        steps.forEach(step -> byAttempt.put(step.attempt(), step));
        var applied = new ArrayList<Applied>();
        try (var update = connection.prepareStatement(APPLY)) {
            var ids = Sql.uuids(connection, list(steps, step -> step.attempt().requestId()));
            update.setArray(1, ids);
            update.setArray(2, ids);
            update.setArray(
                    3, Sql.ints(connection, list(steps, step -> step.attempt().number())));
            update.setArray(
                    4, Sql.uuids(connection, list(steps, step -> step.attempt().lease())));
            update.setArray(
                    5, Sql.ints(connection, list(steps, step -> step.events().size())));
            update.setArray(6, Sql.ints(connection, list(steps, AttemptUpdate::firstChunk)));
            update.setArray(7, Sql.ints(connection, list(steps, AttemptUpdate::chunkCount)));
            update.setArray(8, Sql.texts(connection, list(steps, ReportSql::target)));
            update.setArray(9, Sql.ints(connection, list(steps, step -> step.undone() ? 1 : 0)));
            update.setArray(10, Sql.texts(connection, list(steps, AttemptUpdate::result)));
            update.setArray(11, Sql.texts(connection, list(steps, AttemptUpdate::failure)));
            update.setArray(12, Sql.longs(connection, list(steps, ReportSql::pauseMillis)));
            update.setArray(13, Sql.uuids(connection, list(steps, ReportSql::failedBy)));
            update.setArray(
                    14, Sql.uuids(connection, list(steps, step -> step.holder().orElse(null))));
            try (var rows = update.executeQuery()) {
                while (rows.next()) {
                    var attempt = new Attempt(Sql.uuid(rows, "id"), rows.getInt("attempt"), Sql.uuid(rows, "lease"));
                    applied.add(applied(byAttempt.get(attempt), rows));
                }
            }
        }
        return applied;
    }

    private static <T, R> List<R> list(Collection<T> from, Function<T, R> value) {
        var values = new ArrayList<R>(from.size());
        from.forEach(each -> values.add(value.apply(each)));
        return values;
    }

    private static String target(AttemptUpdate step) {
        return step.transition().map(transition -> transition.to().wireName()).orElse(null);
    }

    private static Long pauseMillis(AttemptUpdate step) {
        return step.retry().map(retry -> retry.pause().toMillis()).orElse(null);
    }

    private static UUID failedBy(AttemptUpdate step) {
        return step.retry().map(Report.Retry::failedBy).orElse(null);
    }

    private static Applied applied(AttemptUpdate step, ResultSet row) throws SQLException {
        var id = Sql.uuid(row, "id");
        var now = Sql.instant(row, "now");
        int seq = row.getInt("last_seq") - step.events().size();
        var events = new ArrayList<RequestEvent>();
        for (var event : step.events()) {
            events.add(new RequestEvent(id, ++seq, event.type(), event.told(), now));
        }
        var change = new Change(
                id,
                Sql.uuid(row, "space_id"),
                Sql.uuid(row, "account_id"),
                Optional.of(RequestState.PROCESSING),
                Sql.state(row, "status"),
                row.getLong("rank"),
                step.undone() ? 0 : row.getInt("attempt"),
                Sql.uuid(row, "replica"),
                events);
        return new Applied(step, change, row.getBoolean("has_webhook"));
    }

    void insertEvents(List<Applied> applied) throws SQLException {
        var ids = new ArrayList<UUID>();
        var seqs = new ArrayList<Integer>();
        var types = new ArrayList<String>();
        var data = new ArrayList<String>();
        var times = new ArrayList<Instant>();
        for (var each : applied) {
            for (int i = 0; i < each.change().events().size(); i++) {
                var event = each.change().events().get(i);
                ids.add(event.requestId());
                seqs.add(event.seq());
                types.add(event.type().wireName());
                data.add(each.step().events().get(i).stored());
                times.add(event.at());
            }
        }
        if (ids.isEmpty()) {
            return;
        }
        try (var insert = connection.prepareStatement(INSERT_EVENTS)) {
            insert.setArray(1, Sql.uuids(connection, ids));
            insert.setArray(2, Sql.ints(connection, seqs));
            insert.setArray(3, Sql.texts(connection, types));
            insert.setArray(4, Sql.texts(connection, data));
            insert.setArray(5, connection.createArrayOf("timestamptz", times.toArray()));
            insert.executeUpdate();
        }
    }

    void wakeWebhooks(List<Applied> applied) throws SQLException {
        WebhookSql.wake(
                connection,
                applied.stream()
                        .filter(each ->
                                each.hasWebhook() && each.change().after().isFinal())
                        .map(each -> each.change().requestId())
                        .toList());
    }

    /** Why a report was not taken. */
    ReportOutcome explain(Report report) throws SQLException {
        try (var select = connection.prepareStatement(EXPLAIN)) {
            select.setString(1, end(report));
            select.setObject(2, report.attempt().requestId());
            try (var rows = select.executeQuery()) {
                return rows.next() ? explain(report, rows) : ReportOutcome.UNKNOWN_REQUEST;
            }
        }
    }

    /** What a report ends its request with, as it is stored. */
    private static String end(Report report) {
        return switch (report) {
            case Report.Completed completed -> completed.result();
            case Report.Failed failed -> failed.failure();
            case Report.Progress _, Report.Chunk _, Report.GivenBack _, Report.Expired _ -> null;
        };
    }

    private static ReportOutcome explain(Report report, ResultSet row) throws SQLException {
        var attempt = report.attempt();
        var state = Sql.state(row, "status");
        if (attempt.number() != row.getInt("attempt") || !attempt.lease().equals(Sql.uuid(row, "lease"))) {
            return ReportOutcome.STALE;
        }
        return switch (report) {
            case Report.Chunk chunk ->
                chunk.chunk() < row.getInt("chunks") ? ReportOutcome.TAKEN_BEFORE : orderOf(state);
            case Report.Completed completed -> endedBy(state == RequestState.COMPLETED, row);
            case Report.Failed failed -> endedBy(state == RequestState.FAILED, row);
            case Report.Expired expired -> takenBeforeIf(state == RequestState.EXPIRED);
            case Report.Progress progress -> ReportOutcome.STALE;
            case Report.GivenBack givenBack -> ReportOutcome.STALE;
        };
    }

    private static ReportOutcome orderOf(RequestState state) {
        return state == RequestState.PROCESSING ? ReportOutcome.OUT_OF_ORDER : ReportOutcome.STALE;
    }

    /** The same end once more is taken as before; another one would be a second end. */
    private static ReportOutcome endedBy(boolean sameState, ResultSet row) throws SQLException {
        return sameState && !row.getBoolean("same_end") ? ReportOutcome.ENDED_OTHERWISE : takenBeforeIf(sameState);
    }

    private static ReportOutcome takenBeforeIf(boolean same) {
        return same ? ReportOutcome.TAKEN_BEFORE : ReportOutcome.STALE;
    }
}
