package dev.pulsegate.platform.tcp;

import dev.pulsegate.platform.memory.ByteBudget;

/** What the heads of one connection hold of the budget, from when they come until their requests are answered. */
final class HeadHold {

    /** So much of a head is not asked for; what is made of the rest is taken from the budget. */
    private static final int FREE_BYTES = 4096;

    /** What Netty makes of a byte of head: characters, strings, headers. */
    private static final long HELD_PER_BYTE = 4;

    private final ByteBudget budget;
    private final Object peer;
    private long heldBytes;

    HeadHold(ByteBudget budget, Object peer) {
        this.budget = budget;
        this.peer = peer;
    }

    /** Holds what a head of so many bytes needs, if it does not yet; false if there is no room for it. */
    boolean covers(int headBytes) {
        long needed = (headBytes - FREE_BYTES) * HELD_PER_BYTE - heldBytes;
        if (needed <= 0) {
            return true;
        }
        if (!budget.take(peer, needed)) {
            return false;
        }
        heldBytes += needed;
        return true;
    }

    void release() {
        if (heldBytes > 0) {
            budget.give(peer, heldBytes);
            heldBytes = 0;
        }
    }
}
