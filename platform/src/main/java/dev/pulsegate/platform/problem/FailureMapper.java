package dev.pulsegate.platform.problem;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Predicate;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;

import dev.pulsegate.platform.storage.DiskFull;
import dev.pulsegate.platform.storage.StorageState;

/**
 * What nothing else answers for: 507 where its disk is full, 503 where the database is away, so that callers try again, 400
 * for text it cannot keep, else 500. Stands before the problem library's own mapper, which knows 500 only.
 */
@Provider
@Priority(1)
public class FailureMapper extends ExceptionMapperBase<Exception> {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** More links than any chain of causes has that does not run in a circle. */
    private static final int MOST_CAUSES = 20;

    private final StorageState storage;

    FailureMapper(StorageState storage) {
        this.storage = storage;
    }

    @Override
    protected HttpProblem toProblem(Exception exception) {
        if (DiskFull.isReasonOf(exception, storage)) {
            return Problems.diskFull();
        }
        if (isDatabaseAway(exception)) {
            return Problems.unavailable("This cannot be looked up now. Try again.", RETRY_AFTER);
        }
        if (isUndecodable(exception)) {
            return Problems.badRequest("A form or an address has a % that is not followed by two hexadecimal digits.");
        }
        return isUnfitText(exception)
                ? Problems.badRequest("Some text of the request has a character that cannot be kept.")
                : HttpProblem.valueOf(Status.INTERNAL_SERVER_ERROR);
    }

    /** What the framework says of a form that it cannot decode; it has no exception of its own for that. */
    private static boolean isUndecodable(Exception exception) {
        return exception instanceof IllegalArgumentException
                && String.valueOf(exception.getMessage()).startsWith("Failed to decode URL");
    }

    static boolean isDatabaseAway(Throwable failure) {
        return hasSqlState(failure, FailureMapper::saysAway);
    }

    /** Text that got by the checks of what comes from outside, such as one with NUL: 22021 and 22P05. */
    static boolean isUnfitText(Throwable failure) {
        return hasSqlState(failure, state -> "22021".equals(state) || "22P05".equals(state));
    }

    private static boolean hasSqlState(Throwable failure, Predicate<String> condition) {
        var cause = failure;
        for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
            if (cause instanceof SQLException e && condition.test(e.getSQLState())) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /**
     * By SQLSTATE, as PostgreSQL's appendix A lists them: class 08 is connections, 57P is a server that stops, crashed or
     * starts, 53300 one without a connection to spare. A pool that has none to spare says nothing.
     */
    private static boolean saysAway(String state) {
        return state == null || state.startsWith("08") || state.startsWith("57P") || state.equals("53300");
    }
}
