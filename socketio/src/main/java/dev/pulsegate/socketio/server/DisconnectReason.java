package dev.pulsegate.socketio.server;

import dev.pulsegate.socketio.engine.CloseReason;

/** Why a socket is no longer connected. */
public enum DisconnectReason {
    /** The client left the namespace. */
    CLIENT_LEFT("client namespace disconnect"),
    /** The application disconnected the socket. */
    DISCONNECTED_BY_APPLICATION("server namespace disconnect"),
    /** The connection ended, with or without a word. */
    CONNECTION_ENDED("transport close"),
    /** The connection failed, or was too slow for what was sent. */
    CONNECTION_FAILED("transport error"),
    /** The client left a ping unanswered. */
    PING_TIMEOUT("ping timeout"),
    /** The client sent what it may not, or too much. */
    PROTOCOL_VIOLATION("parse error"),
    /** The server closed the session. */
    CLOSED_BY_SERVER("forced server close"),
    /** The server stops. */
    SERVER_STOPPING("server shutting down");

    private final String text;

    DisconnectReason(String text) {
        this.text = text;
    }

    /** What Socket.IO's documentation calls it. */
    public String text() {
        return text;
    }

    static DisconnectReason of(CloseReason reason) {
        return switch (reason) {
            case CLIENT_LEFT, CONNECTION_LOST -> CONNECTION_ENDED;
            case PING_TIMEOUT -> PING_TIMEOUT;
            case MALFORMED, OVERLAPPING_REQUESTS, TOO_BIG, TOO_MANY_PACKETS -> PROTOCOL_VIOLATION;
            case SLOW, NO_ROOM -> CONNECTION_FAILED;
            case CLOSED_BY_APPLICATION, APPLICATION_FAILED -> CLOSED_BY_SERVER;
            case SERVER_STOPPING -> SERVER_STOPPING;
        };
    }
}
