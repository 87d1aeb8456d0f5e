package dev.pulsegate.worker.connection;

/**
 * How a connection ended.
 *
 * @param code the close code (RFC 6455 §7.4); {@link #LOST} if there was none
 * @param reason why, for people
 */
public record SocketClosed(int code, String reason) {

    /** The connection broke without a close frame. */
    public static final int LOST = 1006;

    /** The end is as it should be. */
    public static final int NORMAL = 1000;

    /** The access token does not hold, or no longer. */
    public static final int UNAUTHENTICATED = 4401;

    /** A line for people. */
    @Override
    public String toString() {
        if (reason.isBlank()) {
            return code == LOST ? "the connection ended without a word" : "the gateway closed with code " + code;
        }
        return code == LOST ? reason : reason + " (code " + code + ")";
    }
}
