package dev.pulsegate.gateway.queue.claim;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.Sql;

/**
 * Passes attempts to the gateway process their worker has come back to: compare-and-set on number and lease, so that of
 * two processes that hear of one the later has it. Rows are locked in the order of their ids, as everywhere.
 */
public final class Adopting {

    private static final String ADOPT = """
            with held as (
                select r.id from request r
                join unnest(?::uuid[], ?::int[], ?::uuid[]) as g (id, attempt, lease)
                    on r.id = g.id and r.attempt = g.attempt and r.lease = g.lease
                where r.status || '' = 'processing' and r.space_id = any (?)
                order by r.id for update of r
            )
            update request r set replica = ? from held where r.id = held.id
            returning r.id, r.attempt, r.lease, r.space_id,
                (extract(epoch from r.deadline_at - clock_timestamp()) * 1000)::bigint as millis_left
            """;

    private final DataSource dataSource;

    public Adopting(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public List<Adopted> adopt(UUID replica, Collection<Attempt> attempts, Collection<UUID> spaces)
            throws SQLException {
        return Sql.list(
                dataSource,
                ADOPT,
                by -> {
                    var connection = by.getConnection();
                    by.setArray(
                            1,
                            Sql.uuids(
                                    connection,
                                    attempts.stream().map(Attempt::requestId).toList()));
                    by.setArray(
                            2,
                            Sql.ints(
                                    connection,
                                    attempts.stream().map(Attempt::number).toList()));
                    by.setArray(
                            3,
                            Sql.uuids(
                                    connection,
                                    attempts.stream().map(Attempt::lease).toList()));
                    by.setArray(4, Sql.uuids(connection, spaces));
                    by.setObject(5, replica);
                },
                row -> new Adopted(
                        new Attempt(Sql.uuid(row, "id"), row.getInt("attempt"), Sql.uuid(row, "lease")),
                        Sql.uuid(row, "space_id"),
                        Duration.ofMillis(row.getLong("millis_left"))));
    }
}
