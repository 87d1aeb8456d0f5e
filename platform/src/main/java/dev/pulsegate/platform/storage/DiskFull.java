package dev.pulsegate.platform.storage;

import java.sql.SQLException;

/** Tells a full disk from other failures of a database. */
public final class DiskFull {

    /** {@code disk_full} (PostgreSQL, appendix A: error codes). */
    private static final String DISK_FULL = "53100";

    /** {@code read_only_sql_transaction}: a server that may not write, for whatever reason. */
    private static final String READ_ONLY = "25006";

    private DiskFull() {}

    /** Whether the database says that its disk is full. */
    public static boolean isSaidBy(SQLException failure) {
        return DISK_FULL.equals(failure.getSQLState());
    }

    /** Whether a full disk is the reason of a failure: the database says so, or does not write while it is known to be. */
    public static boolean isReasonOf(Throwable failure, StorageState storage) {
        return SqlCauses.any(failure, said -> isSaidBy(said) || isMeantBy(said, storage));
    }

    private static boolean isMeantBy(SQLException failure, StorageState storage) {
        return READ_ONLY.equals(failure.getSQLState()) && storage.full().isPresent();
    }
}
