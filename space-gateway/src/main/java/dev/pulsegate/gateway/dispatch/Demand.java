package dev.pulsegate.gateway.dispatch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What some workers could take from a space's queue: one question to it. */
sealed interface Demand {

    /**
     * Whoever takes least comes first, so that others keep their capacity for what only they take; among those alike,
     * whoever has failed something comes last.
     */
    Comparator<Demand> ORDER = Comparator.<Demand>comparingInt(demand -> -Integer.bitCount(demand.refusedKinds()))
            .thenComparingInt(Demand::refusedKinds)
            .thenComparing(demand -> demand instanceof OfOne);

    /** The bits of inputs that they do not take. */
    int refusedKinds();

    /** How many requests they could take. */
    int free();

    /** Of all workers that take the same, and have failed nothing lately. */
    record OfMany(int refusedKinds, int free) implements Demand {}

    /**
     * Of one worker that has failed something lately: what it failed is left to others that take it.
     *
     * @param worker the worker
     * @param refusedKinds the bits of inputs that it does not take
     * @param free how many requests it could take
     * @param othersRefuse the same bits of each other worker of this process
     */
    record OfOne(RegisteredWorker worker, int refusedKinds, int free, Set<Integer> othersRefuse) implements Demand {}

    /** What these workers could take from a space. Whoever has failed something is asked for apart from the others. */
    static List<Demand> of(
            Collection<RegisteredWorker> workers, UUID space, Predicate<RegisteredWorker> hasFailedLately) {
        var demands = new ArrayList<Demand>();
        var freeByRefused = new HashMap<Integer, Integer>();
        for (var worker : workers) {
            int free = worker.serves(space) ? worker.free() : 0;
            if (free > 0 && hasFailedLately.test(worker)) {
                demands.add(new OfOne(worker, worker.refusedKinds(), free, othersRefuse(workers, worker, space)));
            } else if (free > 0) {
                freeByRefused.merge(worker.refusedKinds(), free, Integer::sum);
            }
        }
        freeByRefused.forEach((refused, free) -> demands.add(new OfMany(refused, free)));
        demands.sort(ORDER);
        return demands;
    }

    private static Set<Integer> othersRefuse(
            Collection<RegisteredWorker> workers, RegisteredWorker worker, UUID space) {
        return workers.stream()
                .filter(other -> other != worker && other.isServing() && other.serves(space))
                .map(RegisteredWorker::refusedKinds)
                .collect(Collectors.toSet());
    }
}
