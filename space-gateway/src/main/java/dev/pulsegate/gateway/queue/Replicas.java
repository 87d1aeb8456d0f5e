package dev.pulsegate.gateway.queue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** The gateway processes that are alive: one row each, and nothing per request. Every method blocks. */
public final class Replicas {

    private static final String BEAT = """
            insert into replica (id, started_at, heartbeat_at, workers)
            values (?, clock_timestamp(), clock_timestamp(), ?::json)
            on conflict (id) do update set heartbeat_at = clock_timestamp(), workers = excluded.workers
            """;

    private static final String OTHERS = """
            select id, workers, heartbeat_at < clock_timestamp() - ? * interval '1 millisecond' as dead
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
     * @param dead whether it has not been heard of for too long
     */
    public record Other(UUID id, String workers, boolean dead) {}

    /** Says that this process is alive, and what workers it has. */
    public void beat(UUID self, String workers) throws SQLException {
        try (var connection = dataSource.getConnection();
                var insert = connection.prepareStatement(BEAT)) {
            insert.setObject(1, self);
            insert.setString(2, workers);
            insert.executeUpdate();
        }
    }

    /** The other processes. */
    public List<Other> others(UUID self, Duration deadAfter) throws SQLException {
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement(OTHERS)) {
            select.setLong(1, deadAfter.toMillis());
            select.setObject(2, self);
            try (var rows = select.executeQuery()) {
                var others = new ArrayList<Other>();
                while (rows.next()) {
                    others.add(new Other(Sql.uuid(rows, "id"), rows.getString("workers"), rows.getBoolean("dead")));
                }
                return others;
            }
        }
    }

    /** Forgets a process that is gone, unless it has been heard of since. */
    public void forget(UUID replica, Duration deadAfter) throws SQLException {
        try (var connection = dataSource.getConnection();
                var delete = connection.prepareStatement("delete from replica where id = ?"
                        + " and heartbeat_at < clock_timestamp() - ? * interval '1 millisecond'")) {
            delete.setObject(1, replica);
            delete.setLong(2, deadAfter.toMillis());
            delete.executeUpdate();
        }
    }
}
