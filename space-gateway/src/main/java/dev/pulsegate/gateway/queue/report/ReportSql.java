package dev.pulsegate.gateway.queue.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.Change;
import dev.pulsegate.gateway.queue.Columns;
import dev.pulsegate.gateway.queue.RequestEvent;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.Sql;
import dev.pulsegate.gateway.queue.SqlType;
import dev.pulsegate.gateway.queue.Transition;
import dev.pulsegate.gateway.queue.WebhookSql;
import dev.pulsegate.gateway.queue.report.AttemptUpdate.Move;

/** The statements that take reports, on one connection. */
final class ReportSql {

    private static final Columns<AttemptUpdate> UPDATES = new Columns<AttemptUpdate>()
            .with("id", SqlType.UUID, update -> update.attempt().requestId())
            .with("attempt", SqlType.INT, update -> update.attempt().number())
            .with("lease", SqlType.UUID, update -> update.attempt().lease())
            .with("events", SqlType.INT, update -> update.events().size())
            .with("first_chunk", SqlType.INT, update -> update.chunks().first())
            .with("chunk_count", SqlType.INT, update -> update.chunks().count())
            .with("target", SqlType.TEXT, ReportSql::target)
            .with("undone", SqlType.INT, update -> update.isUndone() ? 1 : 0)
            .with("result", SqlType.TEXT, update -> update.move() instanceof Move.Complete end ? end.result() : null)
            .with("failure", SqlType.TEXT, update -> update.move() instanceof Move.End end ? end.failure() : null)
            .with(
                    "pause_millis",
                    SqlType.BIGINT,
                    update -> update.retry() == null
                            ? null
                            : update.retry().pause().toMillis())
            .with(
                    "failed_by",
                    SqlType.UUID,
                    update -> update.retry() == null ? null : update.retry().failedBy())
            .with("holder", SqlType.UUID, ReportSql::holder);

    /**
     * The heart of it: nothing changes unless this attempt, with this lease, holds the request at this moment. All requests
     * are locked first, in the order of locks; an update by itself would lock them as the plan happens to go. Requests are
     * to be found by their ids alone: the planner takes the index of running requests for tiny, but under an old
     * transaction it is full of entries that nobody may remove yet. The concatenation keeps it off that index.
     */
    static final String APPLY =
            """
            with held as (
                select id from request where id = any (?) order by id for update
            )
            update request r
            set last_seq = r.last_seq + g.events,
                chunks = r.chunks + g.chunk_count,
                status = coalesce(g.target, r.status),
                attempt = r.attempt - g.undone,
                lease = case when g.target = %1$s then null else r.lease end,
                replica = case when g.target = %1$s then null else r.replica end,
                deadline_at = case when g.target is null then r.deadline_at end,
                finished_at = case when g.target <> %1$s then clock_timestamp() end,
                result = g.result::json,
                failure = g.failure::json,
                not_before = clock_timestamp() + g.pause_millis * interval '1 millisecond',
                failed_by = g.failed_by
            from %3$s join held using (id)
            where r.id = g.id and r.status || '' in (%2$s) and r.attempt = g.attempt and r.lease = g.lease
                and (g.first_chunk < 0 or r.chunks = g.first_chunk) and (g.holder is null or r.replica = g.holder)
            returning r.id, r.space_id, r.account_id, r.rank, r.status, g.attempt, g.lease, r.last_seq, r.replica, r.has_webhook,
                r.handed_over_at, r.traceparent,
                coalesce(r.finished_at, clock_timestamp()) as now
            """.formatted(Transition.REQUEUE.sqlTo(), Transition.COMPLETE.sqlFrom(), UPDATES.table());

    /**
     * What is stored of an event.
     *
     * @param data its data as it is stored
     */
    private record StoredEvent(RequestEvent event, String data) {}

    private static final Columns<StoredEvent> EVENTS = new Columns<StoredEvent>()
            .with("request_id", SqlType.UUID, stored -> stored.event().requestId())
            .with("seq", SqlType.INT, stored -> stored.event().seq())
            .with("type", SqlType.TEXT, stored -> stored.event().type().wireName())
            .with("data", SqlType.TEXT, StoredEvent::data)
            .with("at", SqlType.TIMESTAMP, stored -> stored.event().at());

    private static final String INSERT_EVENTS = """
            insert into request_event (request_id, seq, type, data, at)
            select request_id, seq, type, data::json, at from %s
            """.formatted(EVENTS.table());

    private final Connection connection;

    ReportSql(Connection connection) {
        this.connection = connection;
    }

    /** The state a request comes into, or null if it stays with its worker. */
    private static String target(AttemptUpdate update) {
        return switch (update.move()) {
            case Move.Stay stay -> null;
            case Move.Complete complete -> Transition.COMPLETE.to().wireName();
            case Move.End end -> end.transition().to().wireName();
            case Move.Requeue back -> Transition.REQUEUE.to().wireName();
        };
    }

    private static UUID holder(AttemptUpdate update) {
        return switch (update.move()) {
            case Move.Stay stay -> null;
            case Move.Complete complete -> null;
            case Move.End end -> end.holder();
            case Move.Requeue back -> back.holder();
        };
    }

    /** Sets the parameters of {@link #APPLY}. */
    static void bind(PreparedStatement statement, List<AttemptUpdate> updates) throws SQLException {
        var ids = updates.stream().map(update -> update.attempt().requestId()).toList();
        statement.setArray(1, Sql.uuids(statement.getConnection(), ids));
        UPDATES.bind(statement, 2, updates);
    }

    /** An update that was taken, and the change it made. */
    record Applied(AttemptUpdate update, Change change, boolean hasWebhook) {}

    /** Makes the updates, of different attempts; returns those that were taken. */
    List<Applied> apply(List<AttemptUpdate> updates) throws SQLException {
        var byAttempt = new HashMap<Attempt, AttemptUpdate>();
        updates.forEach(update -> byAttempt.put(update.attempt(), update));
        var applied = new ArrayList<Applied>();
        try (var statement = connection.prepareStatement(APPLY)) {
            bind(statement, updates);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var attempt = new Attempt(Sql.uuid(rows, "id"), rows.getInt("attempt"), Sql.uuid(rows, "lease"));
                    applied.add(applied(byAttempt.get(attempt), rows));
                }
            }
        }
        return applied;
    }

    private static Applied applied(AttemptUpdate update, ResultSet row) throws SQLException {
        var id = Sql.uuid(row, "id");
        var now = Sql.instant(row, "now");
        int seq = row.getInt("last_seq") - update.events().size();
        var events = new ArrayList<RequestEvent>();
        for (var event : update.events()) {
            events.add(new RequestEvent(id, ++seq, event.type(), event.told(), now));
        }
        var change = new Change(
                id,
                Sql.uuid(row, "space_id"),
                Sql.uuid(row, "account_id"),
                RequestState.PROCESSING,
                Sql.state(row, "status"),
                row.getLong("rank"),
                update.isUndone() ? 0 : row.getInt("attempt"),
                Sql.uuid(row, "replica"),
                events,
                update.move() instanceof Move.Stay ? null : Sql.instant(row, "handed_over_at"),
                update.cause(),
                row.getString("traceparent"));
        return new Applied(update, change, row.getBoolean("has_webhook"));
    }

    void insertEvents(List<Applied> applied) throws SQLException {
        var events = new ArrayList<StoredEvent>();
        for (var each : applied) {
            for (int i = 0; i < each.change().events().size(); i++) {
                var stored = each.update().events().get(i).stored();
                events.add(new StoredEvent(each.change().events().get(i), stored));
            }
        }
        if (events.isEmpty()) {
            return;
        }
        try (var insert = connection.prepareStatement(INSERT_EVENTS)) {
            EVENTS.bind(insert, 1, events);
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
}
