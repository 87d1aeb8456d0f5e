package dev.pulsegate.gateway.dispatch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.pulsegate.gateway.space.InputKind;

/** A registered worker and what it has. Only {@link WorkerPool} changes it, under its lock. */
public final class Worker {

    public final WorkerPort port;
    public final Set<UUID> spaces;
    public final int capacity;
    public final int inputKinds;
    public final WorkerInfo info;
    public final Standing standing;
    public final Map<UUID, Running> running = new HashMap<>();
    boolean draining;
    long lastPlaced;

    Worker(WorkerPort port, Set<UUID> spaces, int capacity, int inputKinds, WorkerInfo info, Standing standing) {
        this.port = port;
        this.spaces = new HashSet<>(spaces);
        this.capacity = capacity;
        this.inputKinds = inputKinds;
        this.info = info;
        this.standing = standing;
    }

    int free() {
        return usable() - running.size();
    }

    /** How many requests it is given at a time, as it is now. */
    int usable() {
        if (!serves()) {
            return 0;
        }
        return standing.isOnTrial() ? 1 : capacity;
    }

    /** Whether it is given requests at all. */
    boolean serves() {
        return !draining && !standing.isAside(System.nanoTime());
    }

    int refusedKinds() {
        return InputKind.ALL & ~inputKinds;
    }

    boolean takes(UUID spaceId, int kinds) {
        return free() > 0 && spaces.contains(spaceId) && (kinds & refusedKinds()) == 0;
    }

    /** Whether it should come before another: more free capacity, then less to do, then longest without work. */
    boolean isBetterThan(Worker other) {
        if (other == null || free() != other.free()) {
            return other == null || free() > other.free();
        }
        return running.size() != other.running.size()
                ? running.size() < other.running.size()
                : lastPlaced < other.lastPlaced;
    }
}
