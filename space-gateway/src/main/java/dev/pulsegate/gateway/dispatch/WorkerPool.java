package dev.pulsegate.gateway.dispatch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

import dev.pulsegate.gateway.queue.Attempt;

/** The workers connected to this process, and what each of them has. Plain bookkeeping; any thread may ask. */
final class WorkerPool {

    /** Whoever takes least comes first, so that others keep their capacity for what only they take. */
    private static final Comparator<Integer> MOST_REFUSED_FIRST =
            Comparator.<Integer>comparingInt(Integer::bitCount).reversed().thenComparing(Comparator.naturalOrder());

    private final Set<Worker> workers = new HashSet<>();
    private final Map<UUID, Running> running = new HashMap<>();
    private long placed;

    /**
     * What some workers of a space could take.
     *
     * @param spaceId the space
     * @param refusedKinds the bits of inputs that they do not take
     * @param free how many requests they could take
     */
    record Demand(UUID spaceId, int refusedKinds, int free) {}

    synchronized void add(Worker worker) {
        workers.add(worker);
    }

    /** Takes a worker out; returns what it had. */
    synchronized List<Running> remove(Worker worker) {
        workers.remove(worker);
        var left = List.copyOf(worker.running.values());
        left.forEach(each -> running.remove(each.attempt().requestId(), each));
        worker.running.clear();
        return left;
    }

    /** Takes no more for a worker. */
    synchronized void drain(Worker worker) {
        worker.draining = true;
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

    /** What one worker serves. */
    synchronized Set<UUID> serving(Worker worker) {
        return Set.copyOf(worker.spaces);
    }

    /** Takes a space away from a worker; false if it had it not. */
    synchronized boolean dropSpace(Worker worker, UUID space) {
        return worker.spaces.remove(space);
    }

    /** Takes away what a worker has of a space; returns that. */
    synchronized List<Running> releaseAll(Worker worker, UUID space) {
        var released = worker.running.values().stream()
                .filter(each -> each.spaceId().equals(space))
                .toList();
        released.forEach(each -> {
            worker.running.remove(each.attempt().requestId());
            running.remove(each.attempt().requestId(), each);
        });
        return released;
    }

    /** Whether a worker serves no space any more. */
    synchronized boolean isWithoutSpace(Worker worker) {
        return worker.spaces.isEmpty();
    }

    /** What workers could take from these spaces. */
    synchronized List<Demand> demands(Collection<UUID> spaceIds) {
        var demands = new ArrayList<Demand>();
        for (var space : spaceIds) {
            var byRefused = new TreeMap<Integer, Integer>(MOST_REFUSED_FIRST);
            for (var worker : workers) {
                if (worker.free() > 0 && worker.spaces.contains(space)) {
                    byRefused.merge(worker.refusedKinds(), worker.free(), Integer::sum);
                }
            }
            byRefused.forEach((refused, free) -> demands.add(new Demand(space, refused, free)));
        }
        return demands;
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

    /** Gives an attempt to the best worker; empty if there is none any more. */
    synchronized Optional<Running> place(
            Attempt attempt, UUID spaceId, int inputKinds, long nowNanos, long deadlineNanos) {
        Worker best = null;
        for (var worker : workers) {
            if (worker.takes(spaceId, inputKinds) && worker.isBetterThan(best)) {
                best = worker;
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        var held = new Running(attempt, spaceId, best, nowNanos, deadlineNanos);
        best.running.put(attempt.requestId(), held);
        best.lastPlaced = ++placed;
        running.put(attempt.requestId(), held);
        return Optional.of(held);
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
        held.worker().running.remove(requestId);
        return Optional.of(held);
    }

    /** Undoes {@link #release}. */
    synchronized void restore(Running released) {
        if (workers.contains(released.worker())) {
            released.worker().running.put(released.attempt().requestId(), released);
            running.put(released.attempt().requestId(), released);
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

    /** The workers of each space. */
    synchronized Map<UUID, SpaceWorkers> summary() {
        var summary = new HashMap<UUID, SpaceWorkers>();
        for (var worker : workers) {
            for (var space : worker.spaces) {
                summary.merge(space, SpaceWorkers.of(worker), SpaceWorkers::plus);
            }
        }
        return summary;
    }
}
