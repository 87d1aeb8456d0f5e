package dev.pulsegate.worker.connection;

import java.io.IOException;
import java.io.Serial;

/** Something was to be sent on a connection that is no longer there. */
public final class SocketClosedException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    SocketClosedException() {
        super("the connection is closed");
    }
}
