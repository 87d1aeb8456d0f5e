package dev.pulsegate.worker.protocol;

import java.io.Serial;

/** A message of the worker that is longer than the protocol allows; says how long it is and may be. */
public final class FrameTooLargeException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    FrameTooLargeException(String what, int bytes, int allowed) {
        super("%s has %,d bytes as JSON and may have %,d".formatted(what, bytes, allowed));
    }
}
