package dev.pulsegate.socketio.server;

/** An emitted event got no answer. */
public final class AckException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why there is no answer. */
    public enum Reason {
        /** None came in time. */
        TIMEOUT,
        /** The socket is no longer connected, or was not when the event was emitted. */
        DISCONNECTED,
        /** Too many answers are waited for; the event was not sent. */
        TOO_MANY_PENDING,
        /** The answer made no sense; the client is being disconnected for it. */
        MALFORMED
    }

    AckException(Reason reason) {
        super("no answer: " + reason, null, false, false);
        this.reason = reason;
    }

    /** Why there is no answer. */
    public Reason reason() {
        return reason;
    }
}
