package dev.pulsegate.gateway.dispatch;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The workers of each space in figures, kept up with every change: whoever submits asks for them, and must not go through
 * all workers for it. Guarded by the pool.
 */
final class SpaceTallies {

    private final Map<UUID, Tally> tallies = new HashMap<>();

    private static final class Tally {
        private int connected;
        private int capacity;
        private int running;
        private int busy;
        private final Map<Integer, Integer> workersByKinds = new TreeMap<>();

        void count(Worker worker, int sign) {
            connected += sign;
            capacity += sign * (worker.draining ? 0 : worker.capacity);
            running += sign * worker.running.size();
            busy += sign * (worker.running.isEmpty() ? 0 : 1);
            workersByKinds.merge(worker.inputKinds, sign, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
        }

        SpaceWorkers workers() {
            return new SpaceWorkers(connected, capacity, running, busy, workersByKinds.keySet());
        }
    }

    /** Changes something about a worker that is counted, and counts it anew. */
    void change(Worker worker, Runnable change) {
        count(worker, -1);
        change.run();
        count(worker, 1);
    }

    /** Counts a worker in. */
    void add(Worker worker) {
        count(worker, 1);
    }

    /** Counts a worker out. */
    void remove(Worker worker) {
        count(worker, -1);
    }

    private void count(Worker worker, int sign) {
        for (var space : worker.spaces) {
            var tally = tallies.computeIfAbsent(space, id -> new Tally());
            tally.count(worker, sign);
            if (tally.connected == 0) {
                tallies.remove(space);
            }
        }
    }

    /** The workers of a space. */
    SpaceWorkers of(UUID spaceId) {
        var tally = tallies.get(spaceId);
        return tally == null ? SpaceWorkers.NONE : tally.workers();
    }

    /** The workers of each space that has some. */
    Map<UUID, SpaceWorkers> all() {
        var all = new HashMap<UUID, SpaceWorkers>();
        tallies.forEach((space, tally) -> all.put(space, tally.workers()));
        return all;
    }
}
