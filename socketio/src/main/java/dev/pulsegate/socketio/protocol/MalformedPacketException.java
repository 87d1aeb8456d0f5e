package dev.pulsegate.socketio.protocol;

/** What a client sent is no packet, or none it may send now. The message says what is wrong and holds nothing of it. */
public final class MalformedPacketException extends Exception {

    private static final long serialVersionUID = 1;

    /** Without a stack trace, so that a flood of these costs little. */
    public MalformedPacketException(String message) {
        super(message, null, false, false);
    }
}
