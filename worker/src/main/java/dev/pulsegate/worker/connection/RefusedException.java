package dev.pulsegate.worker.connection;

import java.io.Serial;

/** The gateway will not have this worker; trying again the same way cannot help. The message says why. */
public final class RefusedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Refused for this reason. */
    public RefusedException(String message) {
        super(message);
    }
}
