package dev.pulsegate.platform.problem;

import java.time.Duration;
import java.util.Set;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;

import dev.pulsegate.platform.storage.DatabaseAway;
import dev.pulsegate.platform.storage.DiskFull;
import dev.pulsegate.platform.storage.SqlCauses;
import dev.pulsegate.platform.storage.StorageState;

/**
 * What nothing else answers for: 507 where its disk is full, 503 where the database is away, so that callers try again, 400
 * for text it cannot keep, else 500. Stands before the problem library's own mapper, which knows 500 only.
 */
@Provider
@Priority(1)
public class FailureMapper extends ExceptionMapperBase<Exception> {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** {@code character_not_in_repertoire} and {@code untranslatable_character} (PostgreSQL, appendix A). */
    private static final Set<String> UNFIT_TEXT = Set.of("22021", "22P05");

    private final StorageState storage;

    FailureMapper(StorageState storage) {
        this.storage = storage;
    }

    @Override
    protected HttpProblem toProblem(Exception exception) {
        if (DiskFull.isReasonOf(exception, storage)) {
            return Problems.diskFull();
        }
        if (DatabaseAway.isReasonOf(exception)) {
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

    /** Text that got by the checks of what comes from outside, such as one with NUL. */
    private static boolean isUnfitText(Throwable failure) {
        return SqlCauses.any(failure, said -> UNFIT_TEXT.contains(String.valueOf(said.getSQLState())));
    }
}
