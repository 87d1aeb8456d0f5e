package dev.pulsegate.gateway.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.Change;
import dev.pulsegate.gateway.queue.QueueListener;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.RequeueCause;
import dev.pulsegate.gateway.queue.claim.Adopted;
import dev.pulsegate.gateway.queue.claim.RequestClaims;
import dev.pulsegate.gateway.queue.report.AttemptReports;
import dev.pulsegate.gateway.queue.report.Report;
import dev.pulsegate.gateway.queue.report.ReportOutcome;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.platform.task.Supervision;

/**
 * Matches the free capacity of this process's workers with queued requests. It acts at once on what it is told of; what
 * it is not told of it finds within a second.
 */
public final class Dispatcher implements QueueListener, AutoCloseable {

    private final UUID replica;
    private final AttemptReports reports;
    private final WorkerPool pool;
    private final ServiceTimes times = new ServiceTimes();
    private final Requeue requeue;
    private final Matching matching;
    private final Withdrawals withdrawals;
    private final Deadlines deadlines;

    /** The spaces as they are known now. */
    @FunctionalInterface
    public interface KnownSpaces {

        /** The space, unless it is gone. Never blocks. */
        Optional<Space> find(UUID id);
    }

    /**
     * @param replica this process
     * @param claims takes what is handed over out of the queue
     * @param reports takes what becomes of it
     * @param spaces by whose rules
     * @param files what requests bring
     * @param rules what comes of failures
     * @param handOverNanos is told how long it took to claim some requests and to send them to their workers
     * @param supervision whose threads do the work
     */
    public Dispatcher(
            UUID replica,
            RequestClaims claims,
            AttemptReports reports,
            KnownSpaces spaces,
            HandOverFiles files,
            RetryRules rules,
            LongConsumer handOverNanos,
            Supervision supervision) {
        this.replica = replica;
        this.reports = reports;
        this.pool = new WorkerPool(rules);
        this.requeue = new Requeue(replica, reports, spaces, rules.betweenAttempts(), this::lookAgainIn);
        this.matching = new Matching(replica, claims, spaces, files, pool, requeue, handOverNanos, supervision);
        this.withdrawals = new Withdrawals(pool, spaces, requeue, this::freed, matching::lookAgain);
        this.deadlines = new Deadlines(pool, reports, this::freed, supervision);
    }

    private void lookAgainIn(Duration pause) {
        matching.lookAgainIn(pause, Set.of());
    }

    public void start() {
        matching.start();
        deadlines.start();
    }

    /**
     * Takes a worker in.
     *
     * @param port its connection
     * @param registration what it registers as
     * @param held what it had before, and was adopted for it
     */
    public RegisteredWorker register(WorkerPort port, Registration registration, List<Adopted> held) {
        var worker = pool.add(port, registration, held);
        // The spaces may have changed since it was decided that it may serve them.
        withdrawals.lookAtSpacesOf(worker);
        matching.mayHaveWork(registration.spaceIds());
        return worker;
    }

    /** Gives a worker what was adopted for it after it registered; it goes back to the queue if the worker has left. */
    public void adopt(RegisteredWorker worker, Adopted adopted) {
        if (!pool.adopt(worker, adopted)) {
            requeue.lost(adopted.attempt(), adopted.spaceId(), "the worker left", RequeueCause.WORKER_LOST);
        }
    }

    /**
     * A worker is gone: what it had goes back to the queue. If this process stops it is no fault of the worker's: what it
     * had is left to it if it can come back by another connection, and else put back as if it had not been handed over.
     */
    public void unregister(RegisteredWorker worker, String reason) {
        var left = pool.remove(worker);
        if (matching.isStopping()) {
            if (!worker.port().canReturn()) {
                left.forEach(lease ->
                        requeue.undone(lease.attempt(), "the gateway is stopping", RequeueCause.GATEWAY_STOPPED));
            }
            return;
        }
        left.forEach(lease -> requeue.lost(lease, reason));
        if (!left.isEmpty()) {
            // Crashing is failing too, and it may come back.
            pool.failed(worker);
        }
        pool.remember(worker);
    }

    /** A worker takes no more. */
    public void drain(RegisteredWorker worker) {
        pool.drain(worker);
    }

    /** The spaces a worker serves. */
    public Set<UUID> spacesOf(RegisteredWorker worker) {
        return pool.spacesOf(worker);
    }

    /** How many requests a worker has. */
    public int load(RegisteredWorker worker) {
        return pool.load(worker);
    }

    /** The attempt by which a worker has a request. */
    public Optional<Attempt> held(RegisteredWorker worker, UUID requestId) {
        return pool.lease(worker, requestId).map(Lease::attempt);
    }

    /** The workers of a space that this process has; costs the same however many there are. */
    public SpaceWorkers workers(UUID spaceId) {
        return pool.summary(spaceId);
    }

    /** The workers of this process, by space. */
    public Map<UUID, SpaceWorkers> workers() {
        return pool.summary();
    }

    /** The workers of this process, one by one. */
    public List<WorkerSnapshot> connected() {
        return pool.snapshots(replica);
    }

    /** How long a request of the space takes a worker, if any was seen. */
    public Optional<Duration> serviceTime(UUID spaceId) {
        return times.mean(spaceId);
    }

    /** What a worker reports that failed, where another attempt may go better. */
    public Report failed(RegisteredWorker worker, Attempt attempt, String reason) {
        var standing = worker.standing();
        return pool.lease(attempt.requestId())
                .map(lease -> requeue.failed(attempt, lease.spaceId(), reason, standing))
                .orElseGet(() -> requeue.failed(attempt, reason, standing));
    }

    /** What workers other processes have, by space: what a worker here has failed may be left to them. */
    public void elsewhere(Map<UUID, SpaceWorkers> workers) {
        matching.elsewhere(workers);
    }

    /**
     * Takes what a worker says of an attempt. With its end the worker's capacity is free.
     *
     * @return what comes of it; empty if there is no room for it in memory
     */
    public Optional<CompletableFuture<ReportOutcome>> report(Report report) {
        var attempt = report.attempt();
        var ended = ends(report) ? pool.release(attempt.requestId(), attempt::equals) : Optional.<Lease>empty();
        var outcome = reports.report(report);
        if (outcome.isEmpty()) {
            ended.ifPresent(pool::restore);
            return outcome;
        }
        ended.ifPresent(lease -> {
            judge(lease.worker(), report);
            freed(lease);
        });
        if (report instanceof Report.GivenBack givenBack) {
            var _ = outcome.get().thenRun(() -> requeue.isBack(givenBack));
        }
        return outcome;
    }

    private static boolean ends(Report report) {
        return switch (report) {
            case Report.Progress _, Report.Chunk _ -> false;
            case Report.Completed _, Report.Failed _, Report.GivenBack _, Report.Expired _ -> true;
        };
    }

    /** What the end of an attempt says of its worker: one that fails everything is set aside. */
    private void judge(RegisteredWorker worker, Report report) {
        switch (report) {
            case Report.Completed _ -> pool.succeeded(worker);
            case Report.GivenBack _ ->
                pool.failed(worker).ifPresent(aside -> {
                    worker.port().setAside(aside);
                    matching.lookAgainIn(aside.pause(), pool.spacesOf(worker));
                });
            case Report.Progress _, Report.Chunk _, Report.Failed _, Report.Expired _ -> {}
        }
    }

    private void freed(Lease lease) {
        times.took(lease.spaceId(), System.nanoTime() - lease.startedNanos());
        matching.lookAgain();
    }

    /** Some spaces are no more, or are not to be served any more, or not by all who do. */
    public void spacesChanged() {
        withdrawals.lookAtSpaces();
    }

    /** A worker's token is another: what it may not serve by that one it loses. */
    public void tokenChanged(RegisteredWorker worker) {
        withdrawals.lookAtSpacesOf(worker);
    }

    @Override
    public void changed(List<Change> changes) {
        boolean wake = false;
        for (var change : changes) {
            if (change.after() == RequestState.QUEUED) {
                matching.queued(change.spaceId(), change.rank());
                wake = true;
            }
            if (change.after() != RequestState.PROCESSING) {
                withdrawals.takeAway(change);
            }
        }
        if (wake) {
            matching.lookAgain();
        }
    }

    /** What the workers of this process have. */
    public Set<Attempt> attempts() {
        return pool.attempts();
    }

    /** Takes an attempt away that the database says is over. */
    public void forget(Attempt attempt) {
        withdrawals.takeAway(attempt);
    }

    /** Puts an attempt back that no worker of this process has. */
    public void requeueLost(Attempt attempt, UUID spaceId) {
        requeue.lost(attempt, spaceId, "the hand-over was interrupted", RequeueCause.GATEWAY_LOST);
    }

    /** Hands over no more. What workers have stays theirs: they may bring it to another process, or to the next one. */
    public void stopHandingOver() {
        matching.stop();
    }

    /** Whether the process is about to stop. */
    public boolean isStopping() {
        return matching.isStopping();
    }

    @Override
    public void close() {
        matching.close();
        deadlines.close();
    }
}
