package dev.pulsegate.socketio.engine;

/**
 * Why a request is refused: an HTTP status and, in JSON, the code and message that clients of the reference server know.
 * What that server has no code for goes as a bad request with words of its own.
 */
public enum EngineError {
    /** No transport, or one that does not exist. */
    TRANSPORT_UNKNOWN(400, 0, "Transport unknown"),
    /** A session that does not exist, or no longer. */
    SESSION_UNKNOWN(400, 1, "Session ID unknown"),
    /** A session is begun by a GET. */
    BAD_HANDSHAKE_METHOD(400, 2, "Bad handshake method"),
    /** A request that makes no sense now. */
    BAD_REQUEST(400, 3, "Bad request"),
    /** A request that another site made a browser send. */
    FORBIDDEN(403, 4, "Forbidden"),
    /** Not Engine.IO 4. */
    UNSUPPORTED_PROTOCOL_VERSION(400, 5, "Unsupported protocol version"),
    /** A body longer than {@code maxPayload}. */
    PAYLOAD_TOO_BIG(413, 3, "Payload too big"),
    /** A body that does not come to its end. */
    BODY_TIMEOUT(408, 3, "The body took too long"),
    /** Headers and address longer than a session keeps. */
    HANDSHAKE_TOO_BIG(431, 3, "Handshake too big"),
    /** The client's address has as many sessions as it may. */
    TOO_MANY_SESSIONS(429, 3, "Too many sessions"),
    /** The server has as many sessions as it takes. */
    SERVER_FULL(503, 3, "Too many sessions"),
    /** So much comes in at the moment that this cannot be kept. */
    NO_ROOM(503, 3, "Too much at the moment"),
    /** The server takes no more sessions, because it stops. */
    SERVER_STOPPING(503, 3, "The server is stopping"),
    /** The application failed at taking the session in. */
    APPLICATION_FAILED(500, 3, "Internal error");

    private final int status;
    private final int code;
    private final String message;

    EngineError(int status, int code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** A few words. */
    public String message() {
        return message;
    }

    /** The code and message as JSON. */
    public String json() {
        return "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
    }
}
