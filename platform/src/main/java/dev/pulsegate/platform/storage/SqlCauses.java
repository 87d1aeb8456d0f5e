package dev.pulsegate.platform.storage;

import java.sql.SQLException;
import java.util.function.Predicate;

/** What a database said, however deep it lies in a failure. */
public final class SqlCauses {

    /** More links than any chain of causes has that does not run in a circle. */
    private static final int MOST_CAUSES = 20;

    private SqlCauses() {}

    /** Whether the failure, or what caused it, is such an exception of a database. */
    public static boolean any(Throwable failure, Predicate<SQLException> condition) {
        var cause = failure;
        for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
            if (cause instanceof SQLException e && condition.test(e)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
