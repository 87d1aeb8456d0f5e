package dev.pulsegate.socketio.engine;

/** What a client and a server say to each other over a session; Engine.IO carries it unread. */
public sealed interface Message {

    /** A text message, which may hold anything but {@code U+001E}: that separates packets when polling. */
    record Text(String text) implements Message {}

    /**
     * A binary message.
     *
     * @param bytes not copied; nobody may change them once they are in a message
     */
    record Binary(byte[] bytes) implements Message {}

    /** A text message. */
    static Message text(String text) {
        return new Text(text);
    }

    /** A binary message. */
    static Message binary(byte[] bytes) {
        return new Binary(bytes);
    }
}
