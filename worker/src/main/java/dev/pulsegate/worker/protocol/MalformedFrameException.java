package dev.pulsegate.worker.protocol;

import java.io.Serial;

/** A frame of the gateway that is no message of the protocol; says why. */
public final class MalformedFrameException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    MalformedFrameException(String message) {
        super(message);
    }
}
