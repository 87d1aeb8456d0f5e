package dev.pulsegate.gateway.queue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Takes whichever requests a condition names through one transition, a bounded number at a time: for everything that does
 * not come from the worker that has the request.
 */
final class BulkTransition {

    /** The most requests of one transaction, so that none holds its locks for long. */
    static final int MOST = 500;

    private static final String FINISH = """
            with before as (
                select r.id, r.status from request r
                where %s and r.status in (%s) order by r.id limit %d for update of r
            ), moved as (
                update request r
                set status = %s, last_seq = r.last_seq + 1, finished_at = clock_timestamp(), deadline_at = null,
                    not_before = null, failed_by = null, failure = ?::json
                from before where r.id = before.id
                returning r.*, before.status as was
            ), noted as (
                insert into request_event (request_id, seq, type, data, at)
                select id, last_seq, %s, '{}', finished_at from moved
            )
            select id, space_id, account_id, rank, attempt, replica, last_seq, was, finished_at as at, has_webhook from moved
            """;

    private static final String REQUEUE = """
            with before as (
                select r.id, r.status from request r
                where %s and r.status in (%s) order by r.id limit %d for update of r
            ), moved as (
                update request r
                set status = %s, last_seq = r.last_seq + 1, lease = null, replica = null, deadline_at = null,
                    attempt = r.attempt - %6$d
                from before where r.id = before.id
                returning r.*, before.status as was, clock_timestamp() as at
            ), noted as (
                insert into request_event (request_id, seq, type, data, at)
                select id, last_seq, %s, ?::json, at from moved
            )
            select id, space_id, account_id, rank, attempt, replica, last_seq, was, at, has_webhook from moved
            """;

    private final DataSource dataSource;
    private final QueueListener listener;

    BulkTransition(DataSource dataSource, QueueListener listener) {
        this.dataSource = dataSource;
        this.listener = listener;
    }

    /**
     * Does it, once.
     *
     * @param why a failure for a final state, else an event's data; a JSON object
     * @return what changed; {@link #MOST} changes mean that there may be more to do
     */
    List<Change> apply(Transition transition, RequestCondition which, String why) throws SQLException {
        return apply(transition, which, why, false);
    }

    private List<Change> apply(Transition transition, RequestCondition which, String why, boolean undone)
            throws SQLException {
        var changes = Sql.inTransaction(dataSource, connection -> apply(connection, transition, which, why, undone));
        listener.changed(changes);
        return changes;
    }

    /** Does it again and again until there is nothing more to do; returns how many there were. */
    int applyToAll(Transition transition, RequestCondition which, String why) throws SQLException {
        return applyToAll(transition, which, why, false);
    }

    /** Puts all back, as if they had not been handed over: the attempts they had do not count. */
    int undoAll(RequestCondition which, String why) throws SQLException {
        return applyToAll(Transition.REQUEUE, which, why, true);
    }

    private int applyToAll(Transition transition, RequestCondition which, String why, boolean undone)
            throws SQLException {
        int count = 0;
        while (true) {
            int changed = apply(transition, which, why, undone).size();
            count += changed;
            if (changed < MOST) {
                return count;
            }
        }
    }

    private static List<Change> apply(
            Connection connection, Transition transition, RequestCondition which, String why, boolean undone)
            throws SQLException {
        var changes = new ArrayList<Change>();
        var withWebhook = new ArrayList<UUID>();
        var type = EventType.of(transition.to());
        var told = type.isFinal() ? Failures.told(why) : why;
        try (var statement = connection.prepareStatement(sql(transition, which, undone))) {
            statement.setString(which.bind(statement), why);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    changes.add(change(rows, transition, type, told, undone));
                    if (type.isFinal() && rows.getBoolean("has_webhook")) {
                        withWebhook.add(Sql.uuid(rows, "id"));
                    }
                }
            }
        }
        WebhookSql.wake(connection, withWebhook);
        return changes;
    }

    private static String sql(Transition transition, RequestCondition which, boolean undone) {
        return (transition.to().isFinal() ? FINISH : REQUEUE)
                .formatted(
                        which.condition(),
                        transition.sqlFrom(),
                        MOST,
                        transition.sqlTo(),
                        transition.sqlTo(),
                        undone ? 1 : 0);
    }

    private static Change change(ResultSet row, Transition transition, EventType type, String told, boolean undone)
            throws SQLException {
        var id = Sql.uuid(row, "id");
        return new Change(
                id,
                Sql.uuid(row, "space_id"),
                Sql.uuid(row, "account_id"),
                Sql.state(row, "was"),
                transition.to(),
                row.getLong("rank"),
                undone ? 0 : row.getInt("attempt"),
                Sql.uuid(row, "replica"),
                List.of(new RequestEvent(id, row.getInt("last_seq"), type, told, Sql.instant(row, "at"))));
    }
}
