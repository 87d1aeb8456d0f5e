package dev.pulsegate.gateway.queue.claim;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.Change;
import dev.pulsegate.gateway.queue.EventType;
import dev.pulsegate.gateway.queue.QueueListener;
import dev.pulsegate.gateway.queue.RequestEvent;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.Sql;
import dev.pulsegate.gateway.queue.Transition;

/** Takes the first requests of a space's queue for this replica's workers, in one statement. */
public final class ClaimStatement {

    public static final String CLAIM = """
            with head as (
                select id from request
                where space_id = ? and status = 'queued' and rank >= ? and input_kinds & ? = 0
                    and (not_before is null or not_before <= clock_timestamp())
                    and (failed_by is distinct from ? or not exists (
                        select from unnest(?::int[]) as other (refused) where input_kinds & other.refused = 0))
                order by rank, id limit ?
                for update skip locked
            ), taken as (
                update request r
                set status = %s, attempt = r.attempt + 1, lease = gen_random_uuid(), replica = ?, chunks = 0,
                    last_seq = r.last_seq + 1, handed_over_at = clock_timestamp(), not_before = null, failed_by = null,
                    deadline_at = clock_timestamp() + ? * interval '1 millisecond'
                from head where r.id = head.id
                returning r.*
            ), noted as (
                insert into request_event (request_id, seq, type, data, at)
                select id, last_seq, 'processing', json_build_object('attempt', attempt), handed_over_at from taken
            )
            select id, attempt, lease, space_id, space_name, account_id, account_name, input_kinds, payload, file_count, rank,
                   accepted_at, handed_over_at, deadline_at, last_seq, replica
            from taken order by rank, id
            """.formatted(Transition.HAND_OVER.sqlTo());

    private final DataSource dataSource;
    private final QueueListener listener;

    public ClaimStatement(DataSource dataSource, QueueListener listener) {
        this.dataSource = dataSource;
        this.listener = listener;
    }

    public List<Claim> claim(ClaimRequest wanted) throws SQLException {
        var claims = new ArrayList<Claim>();
        var changes = new ArrayList<Change>();
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(CLAIM)) {
            statement.setObject(1, wanted.spaceId());
            statement.setLong(2, wanted.fromRank());
            statement.setInt(3, wanted.refusedKinds());
            statement.setObject(4, wanted.avoiding().worker());
            statement.setArray(5, Sql.ints(connection, wanted.avoiding().othersRefuse()));
            statement.setInt(6, wanted.count());
            statement.setObject(7, wanted.replica());
            statement.setLong(8, wanted.deadline().toMillis());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    claims.add(claim(rows));
                    changes.add(change(rows));
                }
            }
        }
        if (!changes.isEmpty()) {
            listener.changed(changes);
        }
        return claims;
    }

    private static Claim claim(ResultSet row) throws SQLException {
        return new Claim(
                new Attempt(Sql.uuid(row, "id"), row.getInt("attempt"), Sql.uuid(row, "lease")),
                Sql.uuid(row, "space_id"),
                row.getString("space_name"),
                row.getString("account_name"),
                row.getInt("input_kinds"),
                row.getString("payload"),
                row.getInt("file_count"),
                row.getLong("rank"),
                Sql.instant(row, "accepted_at"),
                Sql.instant(row, "deadline_at"));
    }

    private static Change change(ResultSet row) throws SQLException {
        var id = Sql.uuid(row, "id");
        int attempt = row.getInt("attempt");
        var processing = new RequestEvent(
                id,
                row.getInt("last_seq"),
                EventType.PROCESSING,
                "{\"attempt\":" + attempt + "}",
                Sql.instant(row, "handed_over_at"));
        return new Change(
                id,
                Sql.uuid(row, "space_id"),
                Sql.uuid(row, "account_id"),
                Optional.of(RequestState.QUEUED),
                RequestState.PROCESSING,
                row.getLong("rank"),
                attempt,
                Sql.uuid(row, "replica"),
                List.of(processing));
    }
}
