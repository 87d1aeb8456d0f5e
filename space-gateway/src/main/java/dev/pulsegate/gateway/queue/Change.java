package dev.pulsegate.gateway.queue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What one transaction did to one request, committed.
 *
 * @param requestId the request
 * @param spaceId its space
 * @param accountId who asked; null where only others know
 * @param before where it stood; empty if it was accepted just now
 * @param after where it stands
 * @param rank its place in the queue
 * @param attempt the number of its last hand-over; 0 if there was none, or it was undone and its number is given again
 * @param replica the gateway process whose worker had or has it, or null
 * @param events the events written
 */
public record Change(
        UUID requestId,
        UUID spaceId,
        UUID accountId,
        Optional<RequestState> before,
        RequestState after,
        long rank,
        int attempt,
        UUID replica,
        List<RequestEvent> events) {

    /** By how many requests the space's queue grew. */
    public int queueGrowth() {
        int was = before.filter(state -> state == RequestState.QUEUED).isPresent() ? 1 : 0;
        return (after == RequestState.QUEUED ? 1 : 0) - was;
    }
}
