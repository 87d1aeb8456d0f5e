package dev.pulsegate.gateway.replica;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jdbi.v3.core.Jdbi;

/** The gateway processes that are alive: one row each, and nothing per request. Every method blocks. */
final class ReplicaTable {

    private static final String BEAT = """
            insert into replica (id, started_at, heartbeat_at, workers)
            values (:self, clock_timestamp(), clock_timestamp(), cast(:workers as json))
            on conflict (id) do update set heartbeat_at = clock_timestamp(), workers = excluded.workers
            returning connections is not null as connections_told
            """;

    private static final String TELL_CONNECTIONS =
            "update replica set connections = cast(:connections as json) where id = :self";

    private static final String CONNECTIONS = """
            select id, connections from replica
            where id <> :self and connections is not null and left_at is null
                and heartbeat_at >= clock_timestamp() - :dead_after * interval '1 millisecond'
            """;

    private static final String OTHERS = """
            select id, workers, left_at is not null as has_left,
                   heartbeat_at < clock_timestamp() - :dead_after * interval '1 millisecond' as silent
            from replica where id <> :self
            """;

    private static final String LEAVE = "update replica set left_at = clock_timestamp() where id = :self";

    private static final String FORGET = """
            delete from replica
            where id = :gone
                and (left_at is not null
                    or heartbeat_at < clock_timestamp() - :dead_after * interval '1 millisecond')
            """;

    private final Jdbi database;

    ReplicaTable(Jdbi database) {
        this.database = database;
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
        return database.withHandle(handle -> handle.createQuery(BEAT)
                .bind("self", self)
                .bind("workers", workers)
                .map((row, context) -> row.getBoolean("connections_told"))
                .one());
    }

    /** Says which workers are connected to this process, one by one: JSON. */
    void tellConnections(UUID self, String connections) {
        database.useHandle(handle -> handle.createUpdate(TELL_CONNECTIONS)
                .bind("self", self)
                .bind("connections", connections)
                .execute());
    }

    /** What the other processes that are alive say of the workers connected to them. */
    Map<UUID, String> connections(UUID self, Duration deadAfter) {
        var found = new HashMap<UUID, String>();
        database.useHandle(handle -> handle.createQuery(CONNECTIONS)
                .bind("self", self)
                .bind("dead_after", deadAfter.toMillis())
                .map((row, context) -> Map.entry(row.getObject("id", UUID.class), row.getString("connections")))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue())));
        return found;
    }

    List<Other> others(UUID self, Duration deadAfter) {
        return database.withHandle(handle -> handle.createQuery(OTHERS)
                .bind("self", self)
                .bind("dead_after", deadAfter.toMillis())
                .map((row, context) -> new Other(
                        row.getObject("id", UUID.class),
                        row.getString("workers"),
                        row.getBoolean("has_left"),
                        row.getBoolean("silent")))
                .list());
    }

    /** Says that this process has stopped: what its workers have costs no attempt. It must not beat again. */
    void leave(UUID self) {
        database.useHandle(
                handle -> handle.createUpdate(LEAVE).bind("self", self).execute());
    }

    /** Forgets a process that is gone, unless it has been heard of since. */
    void forget(UUID replica, Duration deadAfter) {
        database.useHandle(handle -> handle.createUpdate(FORGET)
                .bind("gone", replica)
                .bind("dead_after", deadAfter.toMillis())
                .execute());
    }
}
