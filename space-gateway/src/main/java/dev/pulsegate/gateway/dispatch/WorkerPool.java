package dev.pulsegate.gateway.dispatch;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

import dev.pulsegate.gateway.dispatch.WorkerPort.SetAside;
import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.claim.Adopted;
import dev.pulsegate.gateway.queue.claim.Claim;

/** The workers connected to this process, and what each of them has. Plain bookkeeping; any thread may ask. */
final class WorkerPool {

    private final Set<RegisteredWorker> workers = new HashSet<>();
    private final Map<UUID, Lease> leases = new HashMap<>();
    private final SpaceTallies tallies = new SpaceTallies();
    private final RetryRules rules;
    private final Standing.Memory gone;
    private long placed;

    WorkerPool(RetryRules rules) {
        this.rules = rules;
        this.gone = new Standing.Memory(rules.remembered());
    }

    /** Takes a worker in, with what it has already. */
    synchronized RegisteredWorker add(WorkerPort port, Registration registration, List<Adopted> held) {
        var worker = new RegisteredWorker(port, registration, gone.arriving(registration.info()));
        workers.add(worker);
        tallies.add(worker);
        held.forEach(each -> adopt(worker, each));
        return worker;
    }

    /** Gives a worker what it had before it was connected here; false if it is gone. */
    synchronized boolean adopt(RegisteredWorker worker, Adopted adopted) {
        if (!workers.contains(worker)) {
            return false;
        }
        var attempt = adopted.attempt();
        release(attempt.requestId(), any -> true);
        long now = System.nanoTime();
        hold(new Lease(
                attempt,
                adopted.spaceId(),
                worker,
                now,
                now + adopted.timeLeft().toNanos()));
        return true;
    }

    private void hold(Lease lease) {
        tallies.change(lease.worker(), () -> lease.worker().hold(lease));
        leases.put(lease.requestId(), lease);
    }

    /** Takes a worker out; returns what it had. */
    synchronized List<Lease> remove(RegisteredWorker worker) {
        if (workers.remove(worker)) {
            tallies.remove(worker);
        }
        var left = worker.leases();
        left.forEach(this::letGo);
        return left;
    }

    private void letGo(Lease lease) {
        leases.remove(lease.requestId(), lease);
        tallies.change(lease.worker(), () -> lease.worker().release(lease.requestId()));
    }

    synchronized void drain(RegisteredWorker worker) {
        tallies.change(worker, worker::drain);
    }

    /** How much a worker has. */
    synchronized int load(RegisteredWorker worker) {
        return worker.load();
    }

    /** The workers, and what each of them serves. */
    synchronized Map<RegisteredWorker, Set<UUID>> serving() {
        var serving = new HashMap<RegisteredWorker, Set<UUID>>();
        workers.forEach(worker -> serving.put(worker, Set.copyOf(worker.spaces())));
        return serving;
    }

    /** Takes a space away from a worker; false if it had it not. */
    synchronized boolean dropSpace(RegisteredWorker worker, UUID space) {
        boolean served = worker.serves(space);
        tallies.change(worker, () -> worker.dropSpace(space));
        return served;
    }

    /** Takes away what a worker has of a space; returns that. */
    synchronized List<Lease> releaseAll(RegisteredWorker worker, UUID space) {
        var released = worker.leases().stream()
                .filter(lease -> lease.spaceId().equals(space))
                .toList();
        released.forEach(this::letGo);
        return released;
    }

    /** What workers could take from a space. */
    synchronized List<Demand> demands(UUID spaceId) {
        return Demand.of(workers, spaceId, this::hasFailedLately);
    }

    private boolean hasFailedLately(RegisteredWorker worker) {
        return worker.hasFailedWithin(rules.remembered());
    }

    /** The spaces with a worker that could take something. */
    synchronized Set<UUID> spacesWithFree() {
        var spaces = new HashSet<UUID>();
        for (var worker : workers) {
            if (worker.free() > 0) {
                spaces.addAll(worker.spaces());
            }
        }
        return spaces;
    }

    /** Gives an attempt to the best of the workers that it was claimed for; empty if there is none any more. */
    synchronized Optional<Lease> place(Claim claim, Demand demand, long nowNanos, long deadlineNanos) {
        RegisteredWorker best = null;
        for (var worker : candidates(demand)) {
            if (mayBeGiven(worker, demand)
                    && worker.takes(claim.spaceId(), claim.inputKinds())
                    && worker.isBetterThan(best)) {
                best = worker;
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        var lease = new Lease(claim.attempt(), claim.spaceId(), best, nowNanos, deadlineNanos);
        best.placed(++placed);
        hold(lease);
        return Optional.of(lease);
    }

    private Collection<RegisteredWorker> candidates(Demand demand) {
        return switch (demand) {
            case Demand.OfOne one -> Set.of(one.worker());
            case Demand.OfMany any -> workers;
        };
    }

    private boolean mayBeGiven(RegisteredWorker worker, Demand demand) {
        return switch (demand) {
            case Demand.OfOne one -> workers.contains(worker);
            case Demand.OfMany any -> !hasFailedLately(worker);
        };
    }

    /** A worker has done something well. */
    synchronized void succeeded(RegisteredWorker worker) {
        tallies.change(worker, () -> worker.standing().succeeded());
    }

    /** A worker has failed something that another may do; says whether it is set aside for that. */
    synchronized Optional<SetAside> failed(RegisteredWorker worker) {
        return tallies.change(worker, () -> worker.standing().failed(rules));
    }

    /** A worker that is gone may come back. */
    synchronized void remember(RegisteredWorker worker) {
        gone.left(worker.info(), worker.standing());
    }

    /** The spaces a worker serves. */
    synchronized Set<UUID> spacesOf(RegisteredWorker worker) {
        return Set.copyOf(worker.spaces());
    }

    /** What a worker has of a request. */
    synchronized Optional<Lease> lease(RegisteredWorker worker, UUID requestId) {
        return Optional.ofNullable(worker.lease(requestId));
    }

    /** What any worker of this process has of a request. */
    synchronized Optional<Lease> lease(UUID requestId) {
        return Optional.ofNullable(leases.get(requestId));
    }

    /** Takes an attempt away from its worker, if a worker of this process has it. */
    synchronized Optional<Lease> release(UUID requestId, Predicate<Attempt> which) {
        var lease = lease(requestId).filter(held -> which.test(held.attempt()));
        lease.ifPresent(this::letGo);
        return lease;
    }

    /** Undoes {@link #release}. */
    synchronized void restore(Lease released) {
        if (workers.contains(released.worker())) {
            hold(released);
        }
    }

    /** What should have been done by now. */
    synchronized List<Lease> overdue(long nowNanos) {
        return leases.values().stream()
                .filter(lease -> lease.deadlineNanos() - nowNanos <= 0)
                .toList();
    }

    /** Everything that workers have. */
    synchronized Set<Attempt> attempts() {
        var attempts = new HashSet<Attempt>();
        leases.values().forEach(lease -> attempts.add(lease.attempt()));
        return attempts;
    }

    /** The workers one by one, as those of the process with this id. */
    synchronized List<WorkerSnapshot> snapshots(UUID replica) {
        return workers.stream()
                .map(worker -> worker.snapshot(replica))
                .sorted(Comparator.comparing(WorkerSnapshot::connectionId))
                .toList();
    }

    /** The workers of a space. */
    synchronized SpaceWorkers summary(UUID spaceId) {
        return tallies.of(spaceId);
    }

    /** The workers of each space. */
    synchronized Map<UUID, SpaceWorkers> summary() {
        return tallies.all();
    }
}
