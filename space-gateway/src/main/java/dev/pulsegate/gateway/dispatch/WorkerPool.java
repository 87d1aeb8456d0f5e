package dev.pulsegate.gateway.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.claim.Adopted;
import dev.pulsegate.gateway.queue.claim.Claim;

/** The workers connected to this process, and what each of them has. Plain bookkeeping; any thread may ask. */
final class WorkerPool {

    private final Set<Worker> workers = new HashSet<>();
    private final Map<UUID, Running> running = new HashMap<>();
    private final SpaceTallies tallies = new SpaceTallies();
    private final Duration failuresRemembered;
    private final Standings standings;
    private long placed;

    WorkerPool(Duration failuresRemembered) {
        this.failuresRemembered = failuresRemembered;
        this.standings = new Standings(failuresRemembered);
    }

    /** Takes a worker in, with what it has already. */
    synchronized Worker add(
            WorkerPort port, Set<UUID> spaces, int capacity, int inputKinds, WorkerInfo info, List<Adopted> held) {
        var worker = new Worker(port, spaces, capacity, inputKinds, info, standings.arriving(info));
        workers.add(worker);
        tallies.add(worker);
        held.forEach(each -> adopt(worker, each));
        return worker;
    }

    /** Gives a worker what it had before it was connected here; false if it is gone. */
    synchronized boolean adopt(Worker worker, Adopted adopted) {
        if (!workers.contains(worker)) {
            return false;
        }
        var attempt = adopted.attempt();
        release(attempt.requestId(), any -> true);
        long now = System.nanoTime();
        hold(new Running(
                attempt,
                adopted.spaceId(),
                worker,
                now,
                now + adopted.timeLeft().toNanos()));
        return true;
    }

    private void hold(Running held) {
        var requestId = held.attempt().requestId();
        tallies.change(held.worker(), () -> held.worker().running.put(requestId, held));
        running.put(requestId, held);
    }

    /** Takes a worker out; returns what it had. */
    synchronized List<Running> remove(Worker worker) {
        if (workers.remove(worker)) {
            tallies.remove(worker);
        }
        var left = List.copyOf(worker.running.values());
        left.forEach(each -> running.remove(each.attempt().requestId(), each));
        worker.running.clear();
        return left;
    }

    /** Takes no more for a worker. */
    synchronized void drain(Worker worker) {
        tallies.change(worker, () -> worker.draining = true);
    }

    /** How much a worker has. */
    synchronized int load(Worker worker) {
        return worker.running.size();
    }

    /** The workers, and what each of them serves. */
    synchronized Map<Worker, Set<UUID>> serving() {
        var serving = new HashMap<Worker, Set<UUID>>();
        workers.forEach(worker -> serving.put(worker, Set.copyOf(worker.spaces)));
        return serving;
    }

    /** Takes a space away from a worker; false if it had it not. */
    synchronized boolean dropSpace(Worker worker, UUID space) {
        boolean served = worker.spaces.contains(space);
        tallies.change(worker, () -> worker.spaces.remove(space));
        return served;
    }

    /** Takes away what a worker has of a space; returns that. */
    synchronized List<Running> releaseAll(Worker worker, UUID space) {
        var released = worker.running.values().stream()
                .filter(each -> each.spaceId().equals(space))
                .toList();
        released.forEach(each -> {
            tallies.change(worker, () -> worker.running.remove(each.attempt().requestId()));
            running.remove(each.attempt().requestId(), each);
        });
        return released;
    }

    /** Whether a worker serves no space any more. */
    synchronized boolean isWithoutSpace(Worker worker) {
        return worker.spaces.isEmpty();
    }

    /** What workers could take from a space. */
    synchronized List<Demand> demands(UUID spaceId) {
        return Demand.of(workers, spaceId, this::hasFailedLately);
    }

    private boolean hasFailedLately(Worker worker) {
        return worker.standing.hasFailedSince(System.nanoTime() - failuresRemembered.toNanos());
    }

    /** The spaces with a worker that could take something. */
    synchronized Set<UUID> spacesWithFree() {
        var spaces = new HashSet<UUID>();
        for (var worker : workers) {
            if (worker.free() > 0) {
                spaces.addAll(worker.spaces);
            }
        }
        return spaces;
    }

    /**
     * Gives an attempt to the best worker; empty if there is none any more.
     *
     * @param only the worker it is for; empty for any that has failed nothing lately
     */
    synchronized Optional<Running> place(Claim claim, Optional<Worker> only, long nowNanos, long deadlineNanos) {
        var spaceId = claim.spaceId();
        int inputKinds = claim.inputKinds();
        Worker best = null;
        for (var worker : only.isPresent() ? Set.of(only.get()) : workers) {
            if ((only.isPresent() ? workers.contains(worker) : !hasFailedLately(worker))
                    && worker.takes(spaceId, inputKinds)
                    && worker.isBetterThan(best)) {
                best = worker;
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        var held = new Running(claim.attempt(), spaceId, best, nowNanos, deadlineNanos);
        best.lastPlaced = ++placed;
        hold(held);
        return Optional.of(held);
    }

    /** A worker has done something well. */
    synchronized void succeeded(Worker worker) {
        tallies.change(worker, worker.standing::succeeded);
    }

    /** A worker has failed something that another may do; says whether it is set aside for that. */
    synchronized Optional<SetAside> failed(Worker worker, RetryRules rules) {
        var standing = worker.standing;
        long now = System.nanoTime();
        standing.failed(now);
        if (standing.consecutiveFailures() < rules.mostFailures() || standing.isAside(now)) {
            return Optional.empty();
        }
        var pause = rules.aside().after(standing.timesAside() + 1);
        var until = Instant.now().plus(pause).truncatedTo(ChronoUnit.MILLIS);
        tallies.change(worker, () -> standing.setAside(now + pause.toNanos(), until));
        return Optional.of(new SetAside(standing.consecutiveFailures(), pause));
    }

    /** A worker that is gone may come back. */
    synchronized void remember(Worker worker) {
        standings.left(worker.info, worker.standing);
    }

    /** The spaces a worker serves. */
    synchronized Set<UUID> spacesOf(Worker worker) {
        return Set.copyOf(worker.spaces);
    }

    /** What a worker has of a request. */
    synchronized Optional<Running> held(Worker worker, UUID requestId) {
        return Optional.ofNullable(worker.running.get(requestId));
    }

    /** The space of an attempt that a worker of this process has. */
    synchronized Optional<UUID> spaceOf(Attempt attempt) {
        return Optional.ofNullable(running.get(attempt.requestId())).map(Running::spaceId);
    }

    /** Takes an attempt away from its worker, if a worker of this process has it. */
    synchronized Optional<Running> release(UUID requestId, Predicate<Attempt> which) {
        var held = running.get(requestId);
        if (held == null || !which.test(held.attempt())) {
            return Optional.empty();
        }
        running.remove(requestId);
        tallies.change(held.worker(), () -> held.worker().running.remove(requestId));
        return Optional.of(held);
    }

    /** Undoes {@link #release}. */
    synchronized void restore(Running released) {
        if (workers.contains(released.worker())) {
            hold(released);
        }
    }

    /** What should have been done by now. */
    synchronized List<Running> overdue(long nowNanos) {
        return running.values().stream()
                .filter(each -> each.deadlineNanos() - nowNanos <= 0)
                .toList();
    }

    /** Everything that workers have. */
    synchronized Set<Attempt> attempts() {
        var attempts = new HashSet<Attempt>();
        running.values().forEach(each -> attempts.add(each.attempt()));
        return attempts;
    }

    /** The workers one by one, as those of this process. */
    synchronized List<ConnectedWorker> connected(UUID replica) {
        return workers.stream()
                .map(worker -> ConnectedWorker.of(worker, replica))
                .sorted(Comparator.comparing(ConnectedWorker::connectionId))
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
