package dev.pulsegate.socketio.engine;

/** What a client and a server say to each other over a session; Engine.IO carries it unread. */
public sealed interface Message extends Packet {

    /**
     * A text message.
     *
     * @param text anything but {@code U+001E}, which separates packets when polling; an unpaired surrogate, which UTF-8
     *     cannot say, arrives as a question mark
     */
    record Text(String text) implements Message {

        /**
         * Looks for the separator: a client would take what follows it for another packet.
         *
         * @throws IllegalArgumentException if the text holds {@code U+001E}
         */
        public Text {
            if (text.indexOf(PayloadWriter.SEPARATOR) >= 0) {
                throw new IllegalArgumentException("A text message cannot hold U+001E.");
            }
        }
    }

    /**
     * A binary message; equal to itself alone.
     *
     * @param bytes not copied; nobody may change them once they are in a message
     */
    @SuppressWarnings("ArrayRecordComponent") // one copy less, on the way of every message
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
