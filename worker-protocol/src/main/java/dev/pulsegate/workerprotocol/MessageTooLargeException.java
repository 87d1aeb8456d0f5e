package dev.pulsegate.workerprotocol;

import java.io.Serial;

/** A message that is longer than the protocol allows, and was not written; says how long it is and may be. */
public final class MessageTooLargeException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    MessageTooLargeException(String what, int bytes, int allowed) {
        super("%s has %,d bytes as JSON and may have %,d".formatted(what, bytes, allowed));
    }
}
