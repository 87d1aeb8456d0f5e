package dev.pulsegate.gateway.dispatch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The workers of each space in figures, kept up with every change: whoever submits asks for them, and must not go through
 * all workers for it. Guarded by the pool.
 */
final class SpaceTallies {

    private final Map<UUID, Tally> tallies = new HashMap<>();

    /** With how much capacity each worker is counted. */
    private final Map<Worker, Integer> counted = new HashMap<>();

    /** Those whose capacity comes back with time: they were set aside. */
    private final Set<Worker> onTrial = new HashSet<>();

    private static final class Tally {
        private int connected;
        private int capacity;
        private int running;
        private int busy;
        private final Map<Integer, Integer> workersByKinds = new TreeMap<>();

        void count(Worker worker, int usable, int sign) {
            connected += sign;
            capacity += sign * usable;
            running += sign * worker.running.size();
            busy += sign * (worker.running.isEmpty() ? 0 : 1);
            workersByKinds.merge(worker.inputKinds, sign, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
        }

        SpaceWorkers workers() {
            return new SpaceWorkers(connected, capacity, running, busy, workersByKinds.keySet());
        }
    }

    /** Changes something about a worker that is counted, and counts it anew; one that is not counted is only changed. */
    void change(Worker worker, Runnable change) {
        boolean isCounted = counted.containsKey(worker);
        if (isCounted) {
            remove(worker);
        }
        change.run();
        if (isCounted) {
            add(worker);
        }
    }

    /** Counts a worker in. */
    void add(Worker worker) {
        int usable = worker.usable();
        counted.put(worker, usable);
        if (worker.standing.isOnTrial()) {
            onTrial.add(worker);
        }
        count(worker, usable, 1);
    }

    /** Counts a worker out. */
    void remove(Worker worker) {
        onTrial.remove(worker);
        count(worker, counted.remove(worker), -1);
    }

    private void count(Worker worker, int usable, int sign) {
        for (var space : worker.spaces) {
            var tally = tallies.computeIfAbsent(space, id -> new Tally());
            tally.count(worker, usable, sign);
            if (tally.connected == 0) {
                tallies.remove(space);
            }
        }
    }

    private void countTrialsAnew() {
        List.copyOf(onTrial).forEach(worker -> change(worker, () -> {}));
    }

    /** The workers of a space. */
    SpaceWorkers of(UUID spaceId) {
        countTrialsAnew();
        var tally = tallies.get(spaceId);
        return tally == null ? SpaceWorkers.NONE : tally.workers();
    }

    /** The workers of each space that has some. */
    Map<UUID, SpaceWorkers> all() {
        countTrialsAnew();
        var all = new HashMap<UUID, SpaceWorkers>();
        tallies.forEach((space, tally) -> all.put(space, tally.workers()));
        return all;
    }
}
