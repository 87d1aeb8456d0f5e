package dev.pulsegate.worker.handler;

import java.io.Serial;

/** A command did not do what it should; the message says why. */
final class CommandFailedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    CommandFailedException(String message) {
        super(message);
    }
}
