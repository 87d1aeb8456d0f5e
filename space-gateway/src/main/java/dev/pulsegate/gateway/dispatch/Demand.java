package dev.pulsegate.gateway.dispatch;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What some workers of a space could take.
 *
 * @param spaceId the space
 * @param refusedKinds the bits of inputs that they do not take
 * @param free how many requests they could take
 * @param only the one worker it is, if it has failed something lately; empty for any that have not
 * @param othersRefuse the bits of inputs refused, of each worker of this process beside that one
 */
record Demand(UUID spaceId, int refusedKinds, int free, Optional<Worker> only, Set<Integer> othersRefuse) {

    /**
     * Whoever takes least comes first, so that others keep their capacity for what only they take; among those alike,
     * whoever has failed something comes last.
     */
    static final Comparator<Demand> ORDER = Comparator.<Demand>comparingInt(
                    demand -> -Integer.bitCount(demand.refusedKinds()))
            .thenComparingInt(Demand::refusedKinds)
            .thenComparing(demand -> demand.only().isPresent());
}
