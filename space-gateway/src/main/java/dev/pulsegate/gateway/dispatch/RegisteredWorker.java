package dev.pulsegate.gateway.dispatch;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.pulsegate.gateway.space.InputKind;

/**
 * A registered worker and what it has. Only {@link WorkerPool} asks and changes it, under its lock; to everybody else it is
 * what {@link Dispatcher} knows a worker by.
 */
public final class RegisteredWorker {

    private final WorkerPort port;
    private final Registration registration;
    private final Standing standing;
    private final Set<UUID> spaces;
    private final Map<UUID, Lease> leases = new HashMap<>();
    private boolean draining;
    private long lastPlaced;

    RegisteredWorker(WorkerPort port, Registration registration, Standing standing) {
        this.port = port;
        this.registration = registration;
        this.standing = standing;
        this.spaces = new HashSet<>(registration.spaceIds());
    }

    /** Its connection; any thread may ask for it. */
    WorkerPort port() {
        return port;
    }

    WorkerInfo info() {
        return registration.info();
    }

    Standing standing() {
        return standing;
    }

    /** The spaces it serves: those it registered for, but for those taken away since. A view, for under the lock. */
    Set<UUID> spaces() {
        return Collections.unmodifiableSet(spaces);
    }

    boolean serves(UUID spaceId) {
        return spaces.contains(spaceId);
    }

    void dropSpace(UUID spaceId) {
        spaces.remove(spaceId);
    }

    void drain() {
        draining = true;
    }

    void hold(Lease lease) {
        leases.put(lease.requestId(), lease);
    }

    void release(UUID requestId) {
        leases.remove(requestId);
    }

    /** What it has of a request, or null. */
    Lease lease(UUID requestId) {
        return leases.get(requestId);
    }

    List<Lease> leases() {
        return List.copyOf(leases.values());
    }

    /** How many requests it has. */
    int load() {
        return leases.size();
    }

    int free() {
        return usable() - load();
    }

    /** How many requests it is given at a time, as it is now. */
    int usable() {
        if (!isServing()) {
            return 0;
        }
        return standing.isOnTrial() ? 1 : registration.capacity();
    }

    /** Whether it is given requests at all. */
    boolean isServing() {
        return !draining && !standing.isAside(System.nanoTime());
    }

    int inputKinds() {
        return registration.inputKinds();
    }

    int refusedKinds() {
        return InputKind.ALL & ~inputKinds();
    }

    boolean takes(UUID spaceId, int kinds) {
        return free() > 0 && serves(spaceId) && (kinds & refusedKinds()) == 0;
    }

    boolean hasFailedWithin(Duration past) {
        return standing.hasFailedSince(System.nanoTime() - past.toNanos());
    }

    /** It was given a request, as this one of all that were given to workers. */
    void placed(long number) {
        lastPlaced = number;
    }

    /** Whether it should come before another, or null: more free capacity, then less to do, then longest without work. */
    boolean isBetterThan(RegisteredWorker other) {
        if (other == null || free() != other.free()) {
            return other == null || free() > other.free();
        }
        return load() != other.load() ? load() < other.load() : lastPlaced < other.lastPlaced;
    }

    /** As it is now, for whoever looks at workers; {@code replica} is this process. */
    WorkerSnapshot snapshot(UUID replica) {
        return new WorkerSnapshot(
                port.connectionId(),
                replica,
                registration.info(),
                spaces.stream().sorted().toList(),
                registration.capacity(),
                registration.inputKinds(),
                load(),
                draining,
                standing.consecutiveFailures(),
                standing.asideUntil(System.nanoTime()));
    }
}
