package dev.pulsegate.gateway.dispatch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.pulsegate.gateway.space.InputKind;

/** A registered worker and what it has. Only {@link WorkerPool} changes it, under its lock. */
public final class Worker {

    final WorkerPort port;
    final Set<UUID> spaces;
    final int capacity;
    final int inputKinds;
    final WorkerInfo info;
    final Map<UUID, Running> running = new HashMap<>();
    boolean draining;
    long lastPlaced;

    Worker(WorkerPort port, Set<UUID> spaces, int capacity, int inputKinds, WorkerInfo info) {
        this.port = port;
        this.spaces = new HashSet<>(spaces);
        this.capacity = capacity;
        this.inputKinds = inputKinds;
        this.info = info;
    }

    int free() {
        return draining ? 0 : capacity - running.size();
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
