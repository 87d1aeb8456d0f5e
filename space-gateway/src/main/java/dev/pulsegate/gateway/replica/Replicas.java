package dev.pulsegate.gateway.replica;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

import dev.pulsegate.gateway.queue.Sql;

/** The gateway processes that are alive: one row each, and nothing per request. Every method blocks. */
public final class Replicas {

    private static final String BEAT = """
            insert into replica (id, started_at, heartbeat_at, workers)
            values (?, clock_timestamp(), clock_timestamp(), ?::json)
            on conflict (id) do update set heartbeat_at = clock_timestamp(), workers = excluded.workers
            returning connections is not null as connections_told
            """;

    private static final String CONNECTIONS = """
            select id, connections from replica
            where id <> ? and connections is not null and left_at is null
                and heartbeat_at >= clock_timestamp() - ? * interval '1 millisecond'
            """;

    private static final String OTHERS = """
            select id, workers, left_at is not null as has_left,
                   heartbeat_at < clock_timestamp() - ? * interval '1 millisecond' as silent
            from replica where id <> ?
            """;

    private final DataSource dataSource;

    /**
     * @param dataSource the gateway's database
     */
    public Replicas(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Another gateway process.
     *
     * @param id its id
     * @param workers what it says of its workers: JSON
     * @param hasLeft whether it has stopped in an orderly way
     * @param silent whether it has not been heard of for too long
     */
    public record Other(UUID id, String workers, boolean hasLeft, boolean silent) {

        /** Whether it is no more. */
        public boolean isGone() {
            return hasLeft || silent;
        }
    }

    /**
     * Says that this process is alive, and what workers it has.
     *
     * @return whether its connections were told before; false also if others took it for dead meanwhile
     */
    public boolean beat(UUID self, String workers) throws SQLException {
        return Sql.list(
                        dataSource,
                        BEAT,
                        by -> {
                            by.setObject(1, self);
                            by.setString(2, workers);
                        },
                        row -> row.getBoolean("connections_told"))
                .getFirst();
    }

    /** Says which workers are connected to this process, one by one: JSON. */
    public void tellConnections(UUID self, String connections) throws SQLException {
        try (var connection = dataSource.getConnection();
                var update = connection.prepareStatement("update replica set connections = ?::json where id = ?")) {
            update.setString(1, connections);
            update.setObject(2, self);
            update.executeUpdate();
        }
    }

    /** What the other processes that are alive say of the workers connected to them. */
    public Map<UUID, String> connections(UUID self, Duration deadAfter) throws SQLException {
        var found = new HashMap<UUID, String>();
        Sql.list(
                        dataSource,
                        CONNECTIONS,
                        by -> {
                            by.setObject(1, self);
                            by.setLong(2, deadAfter.toMillis());
                        },
                        row -> Map.entry(Sql.uuid(row, "id"), row.getString("connections")))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    /** The other processes. */
    public List<Other> others(UUID self, Duration deadAfter) throws SQLException {
        return Sql.list(
                dataSource,
                OTHERS,
                by -> {
                    by.setLong(1, deadAfter.toMillis());
                    by.setObject(2, self);
                },
                row -> new Other(
                        Sql.uuid(row, "id"),
                        row.getString("workers"),
                        row.getBoolean("has_left"),
                        row.getBoolean("silent")));
    }

    /** Says that this process has stopped: what its workers have costs no attempt. It must not beat again. */
    public void leave(UUID self) throws SQLException {
        try (var connection = dataSource.getConnection();
                var update =
                        connection.prepareStatement("update replica set left_at = clock_timestamp() where id = ?")) {
            update.setObject(1, self);
            update.executeUpdate();
        }
    }

    /** Forgets a process that is gone, unless it has been heard of since. */
    public void forget(UUID replica, Duration deadAfter) throws SQLException {
        try (var connection = dataSource.getConnection();
                var delete = connection.prepareStatement("delete from replica where id = ? and (left_at is not null"
                        + " or heartbeat_at < clock_timestamp() - ? * interval '1 millisecond')")) {
            delete.setObject(1, replica);
            delete.setLong(2, deadAfter.toMillis());
            delete.executeUpdate();
        }
    }
}
