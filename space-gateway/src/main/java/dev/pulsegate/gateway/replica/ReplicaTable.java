package dev.pulsegate.gateway.replica;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;

/** The gateway processes that are alive: one row each, and nothing per request. Every method blocks. */
final class ReplicaTable {

    private static final String BEAT = """
            insert into replica (id, started_at, heartbeat_at, workers)
            values (:self, clock_timestamp(), clock_timestamp(), :workers::json)
            on conflict (id) do update set heartbeat_at = clock_timestamp(), workers = excluded.workers
            returning connections is not null as connections_told
            """;

    private static final String TELL_CONNECTIONS =
            "update replica set connections = :connections::json where id = :self";

    private static final String CONNECTIONS = """
            select id, connections from replica
            where id <> :self and connections is not null and left_at is null
                and heartbeat_at >= clock_timestamp() - :deadAfterMillis * interval '1 millisecond'
            """;

    private static final String OTHERS = """
            select id, workers, left_at is not null as has_left,
                   heartbeat_at < clock_timestamp() - :deadAfterMillis * interval '1 millisecond' as silent
            from replica where id <> :self
            """;

    private static final String LEAVE = "update replica set left_at = clock_timestamp() where id = :self";

    private static final String FORGET = """
            delete from replica where id = :replica
                and (left_at is not null
                    or heartbeat_at < clock_timestamp() - :deadAfterMillis * interval '1 millisecond')
            """;

    private final Jdbi jdbi;

    ReplicaTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Another gateway process.
     *
     * @param workers what it says of its workers: JSON
     * @param hasLeft whether it has stopped in an orderly way
     * @param silent whether it has not been heard of for too long
     */
    record Other(UUID id, String workers, boolean hasLeft, boolean silent) {

        /** Whether it is no more. */
        boolean isGone() {
            return hasLeft || silent;
        }
    }

    /**
     * Says that this process is alive, and what workers it has.
     *
     * @return whether its connections were told before; false also if others took it for dead meanwhile
     */
    boolean beat(UUID self, String workers) {
        return jdbi.withHandle(handle -> handle.createQuery(BEAT)
                .bind("self", self)
                .bind("workers", workers)
                .mapTo(Boolean.class)
                .one());
    }

    /** Says which workers are connected to this process, one by one: JSON. */
    void tellConnections(UUID self, String connections) {
        update(TELL_CONNECTIONS, tell -> tell.bind("self", self).bind("connections", connections));
    }

    /** What the other processes that are alive say of the workers connected to them. */
    Map<UUID, String> connections(UUID self, Duration deadAfter) {
        return list(CONNECTIONS, self, deadAfter, (row, _) -> Map.entry(id(row), row.getString("connections"))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    List<Other> others(UUID self, Duration deadAfter) {
        return list(
                OTHERS,
                self,
                deadAfter,
                (row, _) -> new Other(
                        id(row), row.getString("workers"), row.getBoolean("has_left"), row.getBoolean("silent")));
    }

    private static UUID id(ResultSet row) throws SQLException {
        return row.getObject("id", UUID.class);
    }

    private <T> List<T> list(String sql, UUID self, Duration deadAfter, RowMapper<T> mapper) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("self", self)
                .bind("deadAfterMillis", deadAfter.toMillis())
                .map(mapper)
                .list());
    }

    /** Says that this process has stopped: what its workers have costs no attempt. It must not beat again. */
    void leave(UUID self) {
        update(LEAVE, leave -> leave.bind("self", self));
    }

    /** Forgets a process that is gone, unless it has been heard of since. */
    void forget(UUID replica, Duration deadAfter) {
        update(FORGET, forget -> forget.bind("replica", replica).bind("deadAfterMillis", deadAfter.toMillis()));
    }

    private void update(String sql, UnaryOperator<Update> bound) {
        jdbi.useHandle(handle -> bound.apply(handle.createUpdate(sql)).execute());
    }
}
