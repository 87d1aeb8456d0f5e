package dev.pulsegate.bench.load;

import java.io.IOException;

/** The server sent what RFC 6455 does not allow, or more at once than a viewer here takes. */
public final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message);
    }
}
