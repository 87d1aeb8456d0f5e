package dev.pulsegate.gateway.dispatch;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.logging.Logger;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.Change;
import dev.pulsegate.gateway.queue.Claim;
import dev.pulsegate.gateway.queue.ClaimRequest;
import dev.pulsegate.gateway.queue.QueueListener;
import dev.pulsegate.gateway.queue.Report;
import dev.pulsegate.gateway.queue.ReportOutcome;
import dev.pulsegate.gateway.queue.RequestQueue;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.space.Space;

/**
 * Matches the free capacity of this process's workers with queued requests. It acts at once on what it is told of; what
 * it is not told of it finds within a second.
 */
public final class Dispatcher implements QueueListener, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration DEADLINE_TICK = Duration.ofMillis(100);
    private static final int MOST_AT_ONCE = 128;

    /** Every so many polls the queues are looked through from their very beginning. */
    private static final int THOROUGH_POLL = 5;

    private final UUID replica;
    private final RequestQueue queue;
    private final KnownSpaces spaces;
    private final HandOverFiles files;
    private final WorkerPool pool = new WorkerPool();
    private final QueueHeads heads = new QueueHeads();
    private final ServiceTimes times = new ServiceTimes();
    private final Set<UUID> mayHaveWork = ConcurrentHashMap.newKeySet();
    private final Set<Attempt> expiring = ConcurrentHashMap.newKeySet();
    private final RepeatedTask matching = new RepeatedTask("dispatcher", POLL, this::match);
    private final RepeatedTask deadlines = new RepeatedTask("deadlines", DEADLINE_TICK, this::expireOverdue);
    private volatile boolean stopping;
    private long lastPollNanos = System.nanoTime() - POLL.toNanos();
    private int polls;

    /** The spaces as they are known now. */
    @FunctionalInterface
    public interface KnownSpaces {

        /** The space, unless it is gone. Never blocks. */
        Optional<Space> find(UUID id);
    }

    /**
     * @param replica this process
     * @param queue what is handed over
     * @param spaces by whose rules
     * @param files what requests bring
     */
    public Dispatcher(UUID replica, RequestQueue queue, KnownSpaces spaces, HandOverFiles files) {
        this.replica = replica;
        this.queue = queue;
        this.spaces = spaces;
        this.files = files;
    }

    /** Starts to work. */
    public void start() {
        matching.start();
        deadlines.start();
    }

    /**
     * Takes a worker in.
     *
     * @param port its connection
     * @param spaceIds the spaces it serves
     * @param capacity how many requests it takes at a time
     * @param inputKinds the bits of the inputs it takes
     */
    public Worker register(WorkerPort port, Set<UUID> spaceIds, int capacity, int inputKinds) {
        var worker = new Worker(port, spaceIds, capacity, inputKinds);
        pool.add(worker);
        mayHaveWork.addAll(spaceIds);
        matching.nudge();
        return worker;
    }

    /** A worker is gone: what it had goes back to the queue, unless the process stops and its workers come back soon. */
    public void unregister(Worker worker, String reason) {
        for (var left : pool.remove(worker)) {
            if (!stopping) {
                giveBack(left.attempt(), left.spaceId(), reason, true);
            }
        }
    }

    /** A worker takes no more. */
    public void drain(Worker worker) {
        pool.drain(worker);
    }

    /** How many requests a worker has. */
    public int load(Worker worker) {
        return pool.load(worker);
    }

    /** The attempt by which a worker has a request. */
    public Optional<Attempt> held(Worker worker, UUID requestId) {
        return pool.held(worker, requestId).map(Running::attempt);
    }

    /** The workers of this process, by space. */
    public Map<UUID, SpaceWorkers> workers() {
        return pool.summary();
    }

    /** How long a request of the space takes a worker, if any was seen. */
    public Optional<Duration> serviceTime(UUID spaceId) {
        return times.mean(spaceId);
    }

    /**
     * How often the request of an attempt is handed over at most. Of a request that no worker here has it is not known;
     * its next attempt's end will be measured by it.
     */
    public int attemptLimit(Attempt attempt) {
        return pool.spaceOf(attempt).map(this::attemptLimit).orElse(Integer.MAX_VALUE);
    }

    private int attemptLimit(UUID spaceId) {
        return spaces.find(spaceId).map(space -> space.rules().attemptLimit()).orElse(1);
    }

    /**
     * Takes what a worker says of an attempt. With its end the worker's capacity is free.
     *
     * @return what comes of it; empty if there is no room for it in memory
     */
    public Optional<CompletableFuture<ReportOutcome>> report(Report report) {
        var outcome = queue.report(report);
        boolean ends =
                switch (report) {
                    case Report.Progress _, Report.Chunk _ -> false;
                    case Report.Completed _, Report.Failed _, Report.GivenBack _, Report.Expired _ -> true;
                };
        if (outcome.isPresent() && ends) {
            var attempt = report.attempt();
            pool.release(attempt.requestId(), attempt::equals).ifPresent(this::freed);
        }
        return outcome;
    }

    private void freed(Running was) {
        times.took(was.spaceId(), System.nanoTime() - was.startedNanos());
        matching.nudge();
    }

    /** Some spaces are no more, or are not to be served any more. */
    public void spacesChanged() {
        pool.dropSpaces(id -> spaces.find(id).filter(Space::enabled).isEmpty())
                .forEach((worker, dropped) ->
                        dropped.forEach(space -> worker.port.removed(space, pool.isWithoutSpace(worker))));
    }

    @Override
    public void changed(List<Change> changes) {
        boolean wake = false;
        for (var change : changes) {
            if (change.after() == RequestState.QUEUED) {
                heads.queued(change.spaceId(), change.rank());
                mayHaveWork.add(change.spaceId());
                wake = true;
            }
            if (change.after() != RequestState.PROCESSING) {
                takeAway(change);
            }
        }
        if (wake) {
            matching.nudge();
        }
    }

    /**
     * A request that has left its worker. Completed and failed are the worker's own word, which may be heard of here
     * before {@link #report} has let go of the attempt: there is nothing to cancel.
     */
    private void takeAway(Change change) {
        pool.release(change.requestId(), attempt -> attempt.number() == change.attempt())
                .ifPresent(was -> {
                    switch (change.after()) {
                        case COMPLETED, FAILED -> freed(was);
                        case CANCELED, EXPIRED, QUEUED, PROCESSING -> {
                            was.worker().port.cancel(was.attempt(), reason(change.after()));
                            matching.nudge();
                        }
                    }
                });
    }

    private static String reason(RequestState after) {
        return switch (after) {
            case CANCELED -> "the request was canceled";
            case EXPIRED -> "the deadline passed";
            case QUEUED -> "the request was put back into the queue";
            case COMPLETED, FAILED -> "the request has come to its end";
            case PROCESSING -> "another attempt has begun";
        };
    }

    private void match() throws SQLException {
        if (stopping) {
            return;
        }
        if (System.nanoTime() - lastPollNanos >= POLL.toNanos()) {
            poll();
        }
        var candidates = candidates();
        while (!candidates.isEmpty()) {
            for (var space : candidates) {
                serve(space);
            }
            candidates = candidates();
        }
    }

    private void poll() throws SQLException {
        if (polls++ % THOROUGH_POLL == 0) {
            heads.forget();
        }
        var from = new HashMap<UUID, Long>();
        pool.spacesWithFree().forEach(space -> from.put(space, heads.from(space)));
        mayHaveWork.addAll(queue.reader().withWaiting(from));
        lastPollNanos = System.nanoTime();
    }

    private Set<UUID> candidates() {
        var candidates = new HashSet<>(mayHaveWork);
        candidates.retainAll(pool.spacesWithFree());
        return candidates;
    }

    private void serve(UUID spaceId) throws SQLException {
        mayHaveWork.remove(spaceId);
        var space = spaces.find(spaceId).filter(Space::enabled);
        if (space.isEmpty()) {
            return;
        }
        try {
            for (var demand : pool.demands(List.of(spaceId))) {
                int count = Math.min(demand.free(), MOST_AT_ONCE);
                if (claim(space.get(), demand.refusedKinds(), count) == count) {
                    mayHaveWork.add(spaceId);
                }
            }
        } catch (SQLException | RuntimeException e) {
            mayHaveWork.add(spaceId);
            throw e;
        }
    }

    private int claim(Space space, int refusedKinds, int count) throws SQLException {
        long from = heads.look(space.id());
        var deadline = space.rules().deadline();
        var claims = queue.claim(new ClaimRequest(space.id(), replica, refusedKinds, from, count, deadline));
        if (refusedKinds == 0 && !claims.isEmpty()) {
            heads.takenUpTo(space.id(), claims.getLast().rank());
        }
        handOver(claims, deadline);
        return claims.size();
    }

    private void handOver(List<Claim> claims, Duration deadline) throws SQLException {
        var brought = filesOf(claims);
        long now = System.nanoTime();
        for (var claim : claims) {
            var attempt = claim.attempt();
            var placed = pool.place(attempt, claim.spaceId(), claim.inputKinds(), now, now + deadline.toNanos());
            var handOver =
                    new HandOver(claim, brought.getOrDefault(attempt.requestId(), List.of()), files.upload(claim));
            if (placed.isEmpty() || !placed.get().worker().port.handOver(handOver)) {
                pool.release(attempt.requestId(), attempt::equals);
                giveBack(attempt, claim.spaceId(), "the worker left before it got the request", false);
            }
        }
    }

    private Map<UUID, List<HandOver.InputFile>> filesOf(Collection<Claim> claims) throws SQLException {
        var withFiles = claims.stream().filter(claim -> claim.fileCount() > 0).toList();
        try {
            return withFiles.isEmpty() ? Map.of() : files.filesOf(withFiles);
        } catch (SQLException | RuntimeException e) {
            claims.forEach(claim ->
                    giveBack(claim.attempt(), claim.spaceId(), "the request's files could not be looked up", false));
            throw e;
        }
    }

    private void giveBack(Attempt attempt, UUID spaceId, String reason, boolean reachedWorker) {
        var report = new Report.GivenBack(attempt, reason, attemptLimit(spaceId), reachedWorker);
        if (queue.report(report).isEmpty()) {
            LOG.warnf("Request %s cannot be put back now; it will be found by reconciling", attempt.requestId());
        }
    }

    private void expireOverdue() {
        for (var overdue : pool.overdue(System.nanoTime())) {
            if (expiring.add(overdue.attempt())) {
                var outcome = queue.report(new Report.Expired(overdue.attempt()));
                if (outcome.isPresent()) {
                    var _ = outcome.get().whenComplete((taken, failure) -> expired(overdue));
                } else {
                    expiring.remove(overdue.attempt());
                }
            }
        }
    }

    /** Expired or not, the worker does not have it any more; if it expired, {@link #changed} has told the worker. */
    private void expired(Running overdue) {
        pool.release(overdue.attempt().requestId(), overdue.attempt()::equals).ifPresent(this::freed);
        expiring.remove(overdue.attempt());
    }

    /** What the workers of this process have. */
    Set<Attempt> attempts() {
        return pool.attempts();
    }

    /** Takes an attempt away that the database says is over. */
    void forget(Attempt attempt) {
        pool.release(attempt.requestId(), attempt::equals)
                .ifPresent(was -> was.worker().port.cancel(attempt, "the request is not this worker's any more"));
    }

    /** Puts an attempt back that no worker of this process has. */
    void requeueLost(Attempt attempt, UUID spaceId) {
        giveBack(attempt, spaceId, "the hand-over was interrupted", true);
    }

    /** Hands over no more. What workers have stays theirs: they may bring it to another process, or to the next one. */
    public void stopHandingOver() {
        stopping = true;
    }

    /** Whether the process is about to stop. */
    public boolean isStopping() {
        return stopping;
    }

    @Override
    public void close() {
        stopHandingOver();
        matching.close();
        deadlines.close();
    }
}
