package dev.pulsegate.gateway.dispatch;

import java.util.HashSet;
import java.util.Set;

/**
 * The workers of a space.
 *
 * @param connected how many there are
 * @param capacity how many requests they take at a time, all together; none of those that drain or are set aside
 * @param running how many they have
 * @param busy how many of them have at least one
 * @param inputKinds the bits of inputs taken, of each worker, each sum once
 */
public record SpaceWorkers(int connected, int capacity, int running, int busy, Set<Integer> inputKinds) {

    /** No worker at all. */
    public static final SpaceWorkers NONE = new SpaceWorkers(0, 0, 0, 0, Set.of());

    public SpaceWorkers {
        inputKinds = Set.copyOf(inputKinds);
    }

    /** Both together. */
    public SpaceWorkers plus(SpaceWorkers other) {
        var kinds = new HashSet<>(inputKinds);
        kinds.addAll(other.inputKinds);
        return new SpaceWorkers(
                connected + other.connected,
                capacity + other.capacity,
                running + other.running,
                busy + other.busy,
                kinds);
    }

    /** Whether one of them takes a request that brings these inputs. */
    public boolean anyTakes(int kinds) {
        return inputKinds.stream().anyMatch(taken -> (kinds & ~taken) == 0);
    }
}
