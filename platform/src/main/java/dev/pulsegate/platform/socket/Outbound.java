package dev.pulsegate.platform.socket;

import io.vertx.core.buffer.Buffer;

/** A message on its way out. One instance may go to any number of peers. */
public sealed interface Outbound {

    /** Whether a peer that reads slowly may be spared this message, and told so later. */
    boolean droppable();

    /** A text message. */
    record Text(String text, boolean droppable) implements Outbound {}

    /** A binary message; the buffer must not change any more. */
    record Binary(Buffer data, boolean droppable) implements Outbound {}

    /** A text message that must arrive. */
    static Outbound text(String text) {
        return new Text(text, false);
    }
}
