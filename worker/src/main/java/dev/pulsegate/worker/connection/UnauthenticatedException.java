package dev.pulsegate.worker.connection;

import java.io.Serial;

/** The gateway does not take the access token, or wants one where none was sent. */
public final class UnauthenticatedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Not taken for this reason. */
    public UnauthenticatedException(String message) {
        super(message);
    }
}
