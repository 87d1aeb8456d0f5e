package dev.pulsegate.socketio.engine;

/** What came is no packet. */
final class MalformedPacketException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Without a stack trace: anybody can cause one, at any rate. */
    MalformedPacketException(String message) {
        super(message, null, false, false);
    }
}
