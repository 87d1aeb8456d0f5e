package dev.pulsegate.socketio.engine;

/**
 * Why a session ended; with what its WebSocket, if it has one, is closed: the codes of RFC 6455 §7.4.1 where one fits, else
 * codes from the private range whose last three digits are those of the HTTP status that says the same.
 */
public enum CloseReason {
    /** The client said that it leaves. */
    CLIENT_LEFT(1000, "closed by the client"),
    /** The client's connection ended without a word. */
    CONNECTION_LOST(1001, "connection lost"),
    /** The client left a ping unanswered. */
    PING_TIMEOUT(4408, "pings were not answered"),
    /** What the client sent is no packet, of Engine.IO or of what runs on it, or none that a client may send. */
    MALFORMED(4400, "malformed packet"),
    /** The client polled, or posted, while an earlier request of the same kind was still open. */
    OVERLAPPING_REQUESTS(4409, "overlapping requests"),
    /** A frame or a request body longer than the announced {@code maxPayload}. */
    TOO_BIG(1009, "message too big"),
    /** So much comes in at the moment, from all, that what the client sent cannot be kept. */
    NO_ROOM(1013, "try again later"),
    /** The client sent more, or faster, than it may. */
    TOO_MANY_PACKETS(4429, "too many packets"),
    /** Too much waited for the client, or a message to it or from it took too long. */
    SLOW(4408, "too slow"),
    /** The application closed the session. */
    CLOSED_BY_APPLICATION(1000, "closed by the server"),
    /** The application's listener threw an exception. */
    APPLICATION_FAILED(1011, "internal error"),
    /** The server stops. */
    SERVER_STOPPING(1001, "the server is stopping");

    private final int closeCode;
    private final String words;

    CloseReason(int closeCode, String words) {
        this.closeCode = closeCode;
        this.words = words;
    }

    int closeCode() {
        return closeCode;
    }

    String words() {
        return words;
    }
}
