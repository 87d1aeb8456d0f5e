package dev.pulsegate.tools.cli;

import java.io.Serial;

/** A command line that makes no sense; the message says what is wrong with it. */
public final class UsageException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Wrong for this reason. */
    public UsageException(String message) {
        super(message);
    }
}
