package dev.pulsegate.worker.connection;

import java.io.Serial;
import java.time.Duration;

/** The gateway cannot be reached or cannot answer now; later it may. The message says what went wrong. */
public final class UnavailableException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** Unavailable for this reason, for an unknown time. */
    public UnavailableException(String message) {
        this(message, Duration.ZERO);
    }

    /** Unavailable for this reason, and for at least this time. */
    public UnavailableException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /** How long the gateway asked to be left alone; zero if it did not. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
