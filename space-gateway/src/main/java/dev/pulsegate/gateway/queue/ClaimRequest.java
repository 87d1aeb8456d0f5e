package dev.pulsegate.gateway.queue;

import java.time.Duration;
import java.util.UUID;

/**
 * What is wanted from a queue.
 *
 * @param spaceId from which space
 * @param replica for which gateway process
 * @param refusedKinds the bits of inputs that the workers do not take
 * @param fromRank where in the queue to begin looking
 * @param count how many at most
 * @param deadline how long a worker has
 */
public record ClaimRequest(UUID spaceId, UUID replica, int refusedKinds, long fromRank, int count, Duration deadline) {}
