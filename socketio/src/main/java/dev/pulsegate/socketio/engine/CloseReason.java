package dev.pulsegate.socketio.engine;

/** Why a session ended. */
public enum CloseReason {
    /** The client said that it leaves. */
    CLIENT_LEFT,
    /** The client's connection ended without a word. */
    CONNECTION_LOST,
    /** The client left a ping unanswered. */
    PING_TIMEOUT,
    /** What the client sent is no Engine.IO, or not of a kind that a client may send. */
    MALFORMED,
    /** The client polled, or posted, while an earlier request of the same kind was still open. */
    OVERLAPPING_REQUESTS,
    /** A frame or a request body longer than the announced {@code maxPayload}. */
    TOO_BIG,
    /** The client sent more, or faster, than it may. */
    TOO_MANY_PACKETS,
    /** The client reads more slowly than it is written to: its queue was full, or a write took too long. */
    SLOW,
    /** The application closed the session. */
    CLOSED_BY_APPLICATION,
    /** The application's listener threw an exception. */
    APPLICATION_FAILED,
    /** The server stops. */
    SERVER_STOPPING
}
