package dev.pulsegate.auth.password;

import java.io.Serial;
import java.time.Duration;

/** More passwords wait to be hashed than are let wait. */
public class HashingSaturatedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    HashingSaturatedException(Duration retryAfter) {
        super("Too many passwords wait to be hashed");
        this.retryAfter = retryAfter;
    }

    /** Returns when to try again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
