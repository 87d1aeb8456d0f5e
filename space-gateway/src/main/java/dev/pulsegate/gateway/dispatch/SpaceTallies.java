package dev.pulsegate.gateway.dispatch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The workers of each space in figures, kept up with every change: whoever submits asks for them, and must not go through
 * all workers for it. Guarded by the pool.
 */
final class SpaceTallies {

    private final Map<UUID, Tally> tallies = new HashMap<>();

    /** With how much capacity each worker is counted. */
    private final Map<RegisteredWorker, Integer> counted = new HashMap<>();

    /** Those whose capacity comes back with time: they were set aside. */
    private final Set<RegisteredWorker> onTrial = new HashSet<>();

    private static final class Tally {
        private int connected;
        private int capacity;
        private int running;
        private int busy;
        private final Map<Integer, Integer> workersByKinds = new TreeMap<>();

        void count(RegisteredWorker worker, int usable, int sign) {
            connected += sign;
            capacity += sign * usable;
            running += sign * worker.load();
            busy += sign * (worker.load() == 0 ? 0 : 1);
            workersByKinds.merge(worker.inputKinds(), sign, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
        }

        SpaceWorkers workers() {
            return new SpaceWorkers(connected, capacity, running, busy, workersByKinds.keySet());
        }
    }

    /** Changes something about a worker that is counted, and counts it anew; one that is not counted is only changed. */
    void change(RegisteredWorker worker, Runnable change) {
        change(worker, () -> {
            change.run();
            return worker;
        });
    }

    /** The same with a change that says something. */
    <T> T change(RegisteredWorker worker, Supplier<T> change) {
        boolean isCounted = counted.containsKey(worker);
        if (isCounted) {
            remove(worker);
        }
        var said = change.get();
        if (isCounted) {
            add(worker);
        }
        return said;
    }

    void add(RegisteredWorker worker) {
        int usable = worker.usable();
        counted.put(worker, usable);
        if (worker.standing().isOnTrial()) {
            onTrial.add(worker);
        }
        count(worker, usable, 1);
    }

    void remove(RegisteredWorker worker) {
        onTrial.remove(worker);
        count(worker, counted.remove(worker), -1);
    }

    private void count(RegisteredWorker worker, int usable, int sign) {
        for (var space : worker.spaces()) {
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
