package dev.pulsegate.worker.cli;

import java.io.Serial;

/** A command line that makes no sense; the message says what is wrong with it. */
final class UsageException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
