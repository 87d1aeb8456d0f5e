package dev.pulsegate.socketio.engine;

/** A WebSocket message, as it is on the wire: one packet each. */
public sealed interface Frame {

    /** A text message. */
    record Text(String text) implements Frame {}

    /** A binary message; equal to itself alone. */
    @SuppressWarnings("ArrayRecordComponent") // one copy less, on the way of every message
    record Binary(byte[] bytes) implements Frame {}

    /** How long it is on the wire, in bytes. */
    default long size() {
        return switch (this) {
            case Text text -> Utf8.length(text.text());
            case Binary binary -> binary.bytes().length;
        };
    }
}
