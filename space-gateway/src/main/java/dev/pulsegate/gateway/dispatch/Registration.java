package dev.pulsegate.gateway.dispatch;

import java.util.Set;
import java.util.UUID;

/**
 * What a worker registers as.
 *
 * @param spaceIds the spaces it serves
 * @param capacity how many requests it takes at a time
 * @param inputKinds the bits of the inputs it takes
 * @param info what people tell it by
 */
public record Registration(Set<UUID> spaceIds, int capacity, int inputKinds, WorkerInfo info) {

    public Registration {
        spaceIds = Set.copyOf(spaceIds);
    }
}
