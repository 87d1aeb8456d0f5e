package dev.pulsegate.worker.handler;

import java.io.Serial;

/** This attempt failed, another may go better: the gateway hands the request out again while it has attempts left. */
public final class RetryableException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Failed for this reason. */
    public RetryableException(String message) {
        super(message);
    }
}
