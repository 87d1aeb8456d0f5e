package dev.pulsegate.gateway.dispatch;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Where each space's queue begins, as far as is known. PostgreSQL keeps the index entries of requests long handed over
 * while any old transaction is open; beginning to look behind them keeps handing over fast. Too low a beginning costs
 * time only; too high a one hides requests until {@link #forget}.
 */
final class QueueHeads {

    private final Map<UUID, Head> heads = new HashMap<>();

    private static final class Head {
        long from = Long.MIN_VALUE;
        long lowestSinceLook = Long.MAX_VALUE;
    }

    /** Begins to look through a space's queue; says from which rank. */
    synchronized long look(UUID spaceId) {
        var head = heads.computeIfAbsent(spaceId, id -> new Head());
        head.lowestSinceLook = Long.MAX_VALUE;
        return head.from;
    }

    /** Everything up to this rank was taken, save what was queued since the look began. */
    synchronized void takenUpTo(UUID spaceId, long rank) {
        var head = heads.get(spaceId);
        head.from = Math.min(rank, head.lowestSinceLook);
    }

    /** A request is in the queue at this rank. */
    synchronized void queued(UUID spaceId, long rank) {
        var head = heads.computeIfAbsent(spaceId, id -> new Head());
        head.from = Math.min(head.from, rank);
        head.lowestSinceLook = Math.min(head.lowestSinceLook, rank);
    }

    /** Where the space's queue begins. */
    synchronized long from(UUID spaceId) {
        var head = heads.get(spaceId);
        return head == null ? Long.MIN_VALUE : head.from;
    }

    /** Forgets all, so that the next look is from the very beginning. */
    synchronized void forget() {
        heads.values().forEach(head -> head.from = Long.MIN_VALUE);
    }
}
