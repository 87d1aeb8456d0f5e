package dev.pulsegate.gateway.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A worker as it was a moment ago. Processes tell each other of their workers by it, as JSON.
 *
 * @param connectionId its connection
 * @param replica the gateway process it is connected to
 * @param info what to tell it by
 * @param spaces the spaces it serves
 * @param capacity how many requests it takes at a time
 * @param inputKinds the bits of the inputs it takes
 * @param running how many requests it has
 * @param draining whether it takes no more
 * @param consecutiveFailures how often it has failed since it last did anything well
 * @param setAsideUntil until when it is given nothing because of that, or null
 */
public record WorkerSnapshot(
        UUID connectionId,
        UUID replica,
        WorkerInfo info,
        List<UUID> spaces,
        int capacity,
        int inputKinds,
        int running,
        boolean draining,
        int consecutiveFailures,
        Instant setAsideUntil) {

    public WorkerSnapshot {
        spaces = List.copyOf(spaces);
    }
}
