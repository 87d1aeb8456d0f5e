package dev.pulsegate.worker.connection;

import dev.pulsegate.workerprotocol.CloseCode;

/**
 * How a connection ended.
 *
 * @param code the close code (RFC 6455 §7.4), one of {@link CloseCode} or another; {@link #LOST} if there was none
 * @param reason why, for people
 */
public record SocketClosed(int code, String reason) {

    /** The connection broke without a close frame. */
    public static final int LOST = 1006;

    /** What stands before a gateway closes with while the gateway is begun anew. */
    private static final int SERVICE_RESTART = 1012;

    /** Whether it was closed with this code. */
    public boolean isFor(CloseCode known) {
        return code == known.code();
    }

    /** Whether whoever closed it meant its own state and not this worker: the same may be taken later. */
    public boolean passes() {
        return code == SERVICE_RESTART
                || CloseCode.of(code).filter(CloseCode::passes).isPresent();
    }

    /** A line for people. */
    @Override
    public String toString() {
        if (reason.isBlank()) {
            return code == LOST ? "the connection ended without a word" : "the gateway closed with code " + code;
        }
        return code == LOST ? reason : reason + " (code " + code + ")";
    }
}
