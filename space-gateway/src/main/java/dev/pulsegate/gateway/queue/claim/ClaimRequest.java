package dev.pulsegate.gateway.queue.claim;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/**
 * What is wanted from a queue.
 *
 * @param replica for which gateway process
 * @param refusedKinds the bits of inputs that the workers do not take
 * @param fromRank where in the queue to begin looking
 * @param deadline how long a worker has
 * @param avoiding what is left to other workers
 */
public record ClaimRequest(
        UUID spaceId, UUID replica, int refusedKinds, long fromRank, int count, Duration deadline, Avoiding avoiding) {

    /** What any worker may have. */
    public ClaimRequest(UUID spaceId, UUID replica, int refusedKinds, long fromRank, int count, Duration deadline) {
        this(spaceId, replica, refusedKinds, fromRank, count, deadline, Avoiding.NOTHING);
    }

    /**
     * What a worker has just failed is left to others that take its inputs.
     *
     * @param worker the worker it is claimed for
     * @param othersRefuse the bits of inputs refused, of each other worker that serves the space, each sum once
     */
    public record Avoiding(UUID worker, Set<Integer> othersRefuse) {

        /** For workers that have failed nothing lately. */
        public static final Avoiding NOTHING = new Avoiding(new UUID(0, 0), Set.of());

        public Avoiding {
            othersRefuse = Set.copyOf(othersRefuse);
        }
    }
}
