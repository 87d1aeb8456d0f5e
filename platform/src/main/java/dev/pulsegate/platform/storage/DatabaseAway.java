package dev.pulsegate.platform.storage;

import java.sql.SQLException;

/** Tells a database that is away, or too busy, from one that refuses what it is asked: the same may go well later. */
public final class DatabaseAway {

    private DatabaseAway() {}

    /** Whether a failure came of the database being away. */
    public static boolean isReasonOf(Throwable failure) {
        return SqlCauses.any(failure, DatabaseAway::isSaidBy);
    }

    /**
     * By SQLSTATE, as PostgreSQL's appendix A lists them: class 08 is connections, 57P is a server that stops, crashed or
     * starts, 53300 one without a connection to spare. A pool that has none to spare says nothing.
     */
    private static boolean isSaidBy(SQLException failure) {
        var state = failure.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P") || state.equals("53300");
    }
}
