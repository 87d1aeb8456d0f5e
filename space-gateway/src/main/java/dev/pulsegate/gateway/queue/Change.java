package dev.pulsegate.gateway.queue;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What one transaction did to one request, committed.
 *
 * @param accountId who asked; null where only others know
 * @param before where it stood; null if it was accepted just now
 * @param rank its place in the queue
 * @param attempt the number of its last hand-over; 0 if there was none, or it was undone and its number is given again
 * @param replica the gateway process whose worker had or has it, or null
 * @param since from when on it stood where it stood before; null if that is not known, or it did not move
 * @param cause why it waits again; null if it does not
 * @param traceparent the span that took it in; null if it is not traced, or only others know
 */
public record Change(
        UUID requestId,
        UUID spaceId,
        UUID accountId,
        RequestState before,
        RequestState after,
        long rank,
        int attempt,
        UUID replica,
        List<RequestEvent> events,
        Instant since,
        RequeueCause cause,
        String traceparent) {

    /** By how many requests the space's queue grew. */
    public int queueGrowth() {
        return (after == RequestState.QUEUED ? 1 : 0) - (before == RequestState.QUEUED ? 1 : 0);
    }
}
