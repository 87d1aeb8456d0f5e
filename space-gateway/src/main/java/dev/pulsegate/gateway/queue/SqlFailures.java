package dev.pulsegate.gateway.queue;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;

/** Tells what may go away by itself from what would fail again (PostgreSQL, appendix A: error codes). */
public final class SqlFailures {

    /** Connection, resources, operator intervention such as a shutdown, system errors. */
    private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "53", "57", "58");

    /** Serialization failure, deadlock, lock not available, a server that only reads after a fail-over. */
    private static final Set<String> TRANSIENT_STATES = Set.of("40001", "40P01", "55P03", "25006");

    private SqlFailures() {}

    /** Whether the same is worth trying again. Without a state it is the pool that has no connection. */
    public static boolean isTransient(SQLException failure) {
        var state = failure.getSQLState();
        return state == null
                || failure instanceof SQLTransientException
                || TRANSIENT_STATES.contains(state)
                || TRANSIENT_CLASSES.contains(state.substring(0, Math.min(2, state.length())));
    }
}
