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
            select id, space_id, account_id, rank, attempt, replica, last_seq, was, finished_at as at, has_webhook, accepted_at,
                handed_over_at, traceparent
            from moved
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
            select id, space_id, account_id, rank, attempt, replica, last_seq, was, at, has_webhook, accepted_at, handed_over_at,
                traceparent
            from moved
            """;

    private final DataSource dataSource;
    private final QueueListener listener;

    BulkTransition(DataSource dataSource, QueueListener listener) {
        this.dataSource = dataSource;
        this.listener = listener;
    }

    /**
     * What is done to the requests.
     *
     * @param why a failure for a final state, else an event's data; a JSON object
     * @param undone whether the attempts they had do not count
     * @param cause why they wait again; null if they do not
     */
    private record Move(Transition transition, String why, boolean undone, RequeueCause cause) {

        static Move end(Transition transition, String why) {
            return new Move(transition, why, false, null);
        }

        static Move requeue(String why, boolean undone, RequeueCause cause) {
            return new Move(Transition.REQUEUE, why, undone, cause);
        }
    }

    /**
     * Ends some, once, before a witness.
     *
     * @param failure a JSON object
     * @return what changed; {@link #MOST} changes mean that there may be more to do
     */
    List<Change> apply(Transition transition, RequestCondition which, String failure, Witness witness)
            throws SQLException {
        return apply(Move.end(transition, failure), which, witness);
    }

    /**
     * Puts some back, once, before a witness.
     *
     * @param data the event's; a JSON object
     */
    List<Change> requeue(RequestCondition which, String data, RequeueCause cause, Witness witness) throws SQLException {
        return apply(Move.requeue(data, false, cause), which, witness);
    }

    /** Ends them again and again until there is nothing more to do; returns how many there were. */
    int applyToAll(Transition transition, RequestCondition which, String failure) throws SQLException {
        return applyToAll(Move.end(transition, failure), which);
    }

    /** Puts all back. */
    int requeueAll(RequestCondition which, String data, RequeueCause cause) throws SQLException {
        return applyToAll(Move.requeue(data, false, cause), which);
    }

    /** Puts all back, as if they had not been handed over: the attempts they had do not count. */
    int undoAll(RequestCondition which, String data, RequeueCause cause) throws SQLException {
        return applyToAll(Move.requeue(data, true, cause), which);
    }

    private int applyToAll(Move move, RequestCondition which) throws SQLException {
        int count = 0;
        while (true) {
            int changed = apply(move, which).size();
            count += changed;
            if (changed < MOST) {
                return count;
            }
        }
    }

    private List<Change> apply(Move move, RequestCondition which) throws SQLException {
        return apply(move, which, Witness.NONE);
    }

    private List<Change> apply(Move move, RequestCondition which, Witness witness) throws SQLException {
        var changes = Sql.inTransaction(dataSource, connection -> {
            var made = apply(connection, move, which);
            for (var change : made) {
                witness.note(connection, change);
            }
            return made;
        });
        listener.changed(changes);
        return changes;
    }

    private static List<Change> apply(Connection connection, Move move, RequestCondition which) throws SQLException {
        var changes = new ArrayList<Change>();
        var withWebhook = new ArrayList<UUID>();
        var type = EventType.of(move.transition().to());
        var told = type.isFinal() ? Failures.told(move.why()) : move.why();
        try (var statement = connection.prepareStatement(sql(move, which))) {
            statement.setString(which.bind(statement), move.why());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    changes.add(change(rows, move, type, told));
                    if (type.isFinal() && rows.getBoolean("has_webhook")) {
                        withWebhook.add(Sql.uuid(rows, "id"));
                    }
                }
            }
        }
        WebhookSql.wake(connection, withWebhook);
        return changes;
    }

    private static String sql(Move move, RequestCondition which) {
        var transition = move.transition();
        return (transition.to().isFinal() ? FINISH : REQUEUE)
                .formatted(
                        which.condition(),
                        transition.sqlFrom(),
                        MOST,
                        transition.sqlTo(),
                        transition.sqlTo(),
                        move.undone() ? 1 : 0);
    }

    private static Change change(ResultSet row, Move move, EventType type, String told) throws SQLException {
        var id = Sql.uuid(row, "id");
        var before = Sql.state(row, "was");
        return new Change(
                id,
                Sql.uuid(row, "space_id"),
                Sql.uuid(row, "account_id"),
                before,
                move.transition().to(),
                row.getLong("rank"),
                move.undone() ? 0 : row.getInt("attempt"),
                Sql.uuid(row, "replica"),
                List.of(new RequestEvent(id, row.getInt("last_seq"), type, told, Sql.instant(row, "at"))),
                Sql.instant(row, before == RequestState.PROCESSING ? "handed_over_at" : "accepted_at"),
                move.cause(),
                row.getString("traceparent"));
    }
}
