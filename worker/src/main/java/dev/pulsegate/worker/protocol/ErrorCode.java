package dev.pulsegate.worker.protocol;

import java.util.Set;

/** The codes of {@code error} that mean something to a worker beyond a line in its log. */
public final class ErrorCode {

    /** The attempt no longer holds the request: somebody else has it, or it has ended. */
    public static final String STALE_ATTEMPT = "stale_attempt";

    /** There is no such request. */
    public static final String UNKNOWN_REQUEST = "unknown_request";

    /** A frame was longer than the gateway takes. */
    public static final String TOO_LARGE = "too_large";

    /** A frame was not understood. */
    public static final String MALFORMED = "malformed";

    /** Whatever else is said about the attempt will be refused too. */
    private static final Set<String> ATTEMPT_IS_OVER = Set.of(STALE_ATTEMPT, UNKNOWN_REQUEST);

    /** Sending the same result once more cannot help. */
    private static final Set<String> RESULT_IS_HOPELESS = Set.of(STALE_ATTEMPT, UNKNOWN_REQUEST, TOO_LARGE, MALFORMED);

    private ErrorCode() {}

    /** Whether an error with this code says that the attempt it names is no longer this worker's. */
    public static boolean endsAttempt(String code) {
        return ATTEMPT_IS_OVER.contains(code);
    }

    /** Whether an error with this code says that a result of the attempt it names will never be taken. */
    public static boolean endsResult(String code) {
        return RESULT_IS_HOPELESS.contains(code);
    }
}
