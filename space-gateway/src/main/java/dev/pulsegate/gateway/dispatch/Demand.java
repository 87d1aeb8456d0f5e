package dev.pulsegate.gateway.dispatch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
    private static final Comparator<Demand> ORDER = Comparator.<Demand>comparingInt(
                    demand -> -Integer.bitCount(demand.refusedKinds()))
            .thenComparingInt(Demand::refusedKinds)
            .thenComparing(demand -> demand.only().isPresent());

    /** What these workers could take from a space. Whoever has failed something is asked for apart from the others. */
    static List<Demand> of(Collection<Worker> workers, UUID space, Predicate<Worker> hasFailedLately) {
        var demands = new ArrayList<Demand>();
        var byRefused = new HashMap<Integer, Integer>();
        for (var worker : workers) {
            int free = worker.spaces.contains(space) ? worker.free() : 0;
            if (free > 0 && hasFailedLately.test(worker)) {
                var others = othersRefuse(workers, worker, space);
                demands.add(new Demand(space, worker.refusedKinds(), free, Optional.of(worker), others));
            } else if (free > 0) {
                byRefused.merge(worker.refusedKinds(), free, Integer::sum);
            }
        }
        byRefused.forEach((refused, free) -> demands.add(new Demand(space, refused, free, Optional.empty(), Set.of())));
        demands.sort(ORDER);
        return demands;
    }

    private static Set<Integer> othersRefuse(Collection<Worker> workers, Worker worker, UUID space) {
        return workers.stream()
                .filter(other -> other != worker && other.serves() && other.spaces.contains(space))
                .map(Worker::refusedKinds)
                .collect(Collectors.toSet());
    }
}
