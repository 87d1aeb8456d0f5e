package dev.pulsegate.platform.socket;

import dev.pulsegate.platform.tcp.FrameRefusal;

/**
 * Why the server closes a WebSocket: the close codes of RFC 6455 §7.4.1 where one fits, else codes of our own from the
 * private range, whose last three digits are those of the HTTP status that says the same.
 */
public enum SocketClose {
    /** The server is stopping; connect again a little later. */
    GOING_AWAY(1001, "the server is stopping"),
    /** This replica is stopping and others are not; connect again, after what the reason says. */
    SERVICE_RESTART(1012, "retry after a moment"),
    /** A message over the limit. */
    MESSAGE_TOO_BIG(1009, "message too big"),
    /** Something failed on our side. */
    INTERNAL_ERROR(1011, "internal error"),
    /** So much comes in at the moment that this cannot be kept; connect again a little later. */
    TRY_AGAIN_LATER(1013, "try again later"),
    /** What the peer sends cannot be understood, or does not come. */
    BAD_REQUEST(4400, "bad request"),
    /** No token, or one that does not hold; sign in. */
    UNAUTHENTICATED(4401, "sign in first"),
    /** The token ended while the socket was open; get a new one and connect again. */
    TOKEN_EXPIRED(4401, "token expired"),
    /** The session, access key or account was revoked while the socket was open. */
    REVOKED(4401, "session revoked"),
    /** Signed in, but not allowed to. */
    FORBIDDEN(4403, "not allowed"),
    /** What the handshake names is not there. */
    NOT_FOUND(4404, "not found"),
    /** The peer left pings unanswered. */
    PONG_TIMEOUT(4408, "pings were not answered"),
    /** A message could not be written within the write deadline. */
    WRITE_TIMEOUT(4408, "reading too slowly"),
    /** At odds with what is there already. */
    CONFLICT(4409, "conflict"),
    /** What the peer watched has ended. */
    GONE(4410, "ended"),
    /** As many sockets as the account may have are open already. */
    TOO_MANY_SOCKETS(4429, "too many sockets"),
    /** More messages than allowed, or more answers asked for than were read. */
    TOO_MANY_MESSAGES(4429, "too many messages");

    private final int code;
    private final String reason;

    SocketClose(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    static SocketClose of(FrameRefusal refusal) {
        return switch (refusal) {
            case TOO_BIG -> MESSAGE_TOO_BIG;
            case NO_ROOM -> TRY_AGAIN_LATER;
        };
    }

    public int code() {
        return code;
    }

    /** The close reason: a few words for a person. */
    public String reason() {
        return reason;
    }
}
