package dev.pulsegate.platform.socket;

import io.netty.buffer.ByteBuf;

/** A message on its way out. */
public sealed interface Outbound {

    /** Whether a peer that reads slowly may be spared this message, and told so later. */
    boolean droppable();

    /** A text message that must arrive. */
    record Text(String text) implements Outbound {
        @Override
        public boolean droppable() {
            return false;
        }
    }

    /**
     * A message for any number of peers, encoded once for all of them down to the bytes on the wire.
     *
     * @param frame a whole WebSocket frame, see {@link WireFrame}
     * @param droppable see {@link #droppable()}
     */
    record Encoded(ByteBuf frame, boolean droppable) implements Outbound {}

    /** A text message that must arrive. */
    static Outbound text(String text) {
        return new Text(text);
    }

    /** A text message for many, which may be dropped. */
    static Outbound broadcastText(byte[] utf8) {
        return new Encoded(WireFrame.text(utf8), true);
    }

    /** A binary message for many, which may be dropped. */
    static Outbound broadcastBinary(byte[] data) {
        return new Encoded(WireFrame.binary(data), true);
    }
}
