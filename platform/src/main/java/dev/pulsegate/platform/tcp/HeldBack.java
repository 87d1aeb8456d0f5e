package dev.pulsegate.platform.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import dev.pulsegate.platform.memory.ByteBudget;

/**
 * What came on a connection before it was known what it is, within the budget. A client may send its next request the
 * moment it has an answer, before the server itself is done with giving it. Used by one thread.
 */
final class HeldBack {

    /** A growing buffer is up to twice as long as what is in it. */
    private static final long HELD_PER_BYTE = 2;

    /** As much as is read at once. */
    private static final int LIMIT_BYTES = 2 << 20;

    private final ByteBudget budget;
    private final Object peer;
    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;
    private long heldBytes;

    HeldBack(ByteBudget budget, Object peer) {
        this.budget = budget;
        this.peer = peer;
    }

    boolean isEmpty() {
        return !bytes.isReadable();
    }

    /** Holds these bytes as well; false if there is no room for them. */
    boolean add(ByteBuf more) {
        long needed = more.readableBytes() * HELD_PER_BYTE;
        if (bytes.readableBytes() + more.readableBytes() > LIMIT_BYTES || !budget.take(peer, needed)) {
            return false;
        }
        heldBytes += needed;
        if (isEmpty()) {
            bytes = Unpooled.buffer(more.readableBytes());
        }
        bytes.writeBytes(more);
        return true;
    }

    /** What is held, to be released by the caller; holds nothing any more. */
    ByteBuf take() {
        var taken = bytes;
        bytes = Unpooled.EMPTY_BUFFER;
        if (heldBytes > 0) {
            budget.give(peer, heldBytes);
            heldBytes = 0;
        }
        return taken;
    }

    void release() {
        take().release();
    }
}
