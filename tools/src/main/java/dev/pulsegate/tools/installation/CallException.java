package dev.pulsegate.tools.installation;

import java.io.Serial;

/** The installation did not do what it was asked for. The message says what was asked and what came of it, for people. */
public final class CallException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public CallException(String message) {
        super(message);
    }
}
