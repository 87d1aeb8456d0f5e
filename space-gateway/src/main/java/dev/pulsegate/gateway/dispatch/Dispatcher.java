package dev.pulsegate.gateway.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.Change;
import dev.pulsegate.gateway.queue.QueueListener;
import dev.pulsegate.gateway.queue.Report;
import dev.pulsegate.gateway.queue.ReportOutcome;
import dev.pulsegate.gateway.queue.RequestQueue;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.platform.supervise.Supervision;

/**
 * Matches the free capacity of this process's workers with queued requests. It acts at once on what it is told of; what
 * it is not told of it finds within a second.
 */
public final class Dispatcher implements QueueListener, AutoCloseable {

    private final UUID replica;
    private final RequestQueue queue;
    private final WorkerPool pool = new WorkerPool();
    private final ServiceTimes times = new ServiceTimes();
    private final GiveBack giveBack;
    private final Matching matching;
    private final Deadlines deadlines;
    private final ServingRights rights;

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
     * @param supervision whose threads do the work
     */
    public Dispatcher(
            UUID replica, RequestQueue queue, KnownSpaces spaces, HandOverFiles files, Supervision supervision) {
        this.replica = replica;
        this.queue = queue;
        this.giveBack = new GiveBack(queue, spaces);
        this.rights = new ServingRights(pool, spaces, giveBack);
        this.matching = new Matching(replica, queue, spaces, files, pool, giveBack, supervision);
        this.deadlines = new Deadlines(pool, queue, this::freed, supervision);
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
     * @param info what people tell it by
     */
    public Worker register(WorkerPort port, Set<UUID> spaceIds, int capacity, int inputKinds, WorkerInfo info) {
        var worker = new Worker(port, spaceIds, capacity, inputKinds, info);
        pool.add(worker);
        // The spaces may have changed since it was decided that it may serve them.
        rights.lookAt(worker);
        matching.mayHaveWork(spaceIds);
        return worker;
    }

    /** A worker is gone: what it had goes back to the queue, unless the process stops and the worker comes back soon. */
    public void unregister(Worker worker, String reason) {
        for (var left : pool.remove(worker)) {
            if (!matching.isStopping() || !worker.port.canReturn()) {
                giveBack.lost(left.attempt(), left.spaceId(), reason);
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

    /** The workers of this process, one by one. */
    List<ConnectedWorker> connected() {
        return pool.connected(replica);
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
        return pool.spaceOf(attempt).map(giveBack::attemptLimit).orElse(Integer.MAX_VALUE);
    }

    /**
     * Takes what a worker says of an attempt. With its end the worker's capacity is free.
     *
     * @return what comes of it; empty if there is no room for it in memory
     */
    public Optional<CompletableFuture<ReportOutcome>> report(Report report) {
        var attempt = report.attempt();
        var ended = ends(report) ? pool.release(attempt.requestId(), attempt::equals) : Optional.<Running>empty();
        var outcome = queue.report(report);
        if (outcome.isPresent()) {
            ended.ifPresent(this::freed);
        } else {
            ended.ifPresent(pool::restore);
        }
        return outcome;
    }

    private static boolean ends(Report report) {
        return switch (report) {
            case Report.Progress _, Report.Chunk _ -> false;
            case Report.Completed _, Report.Failed _, Report.GivenBack _, Report.Expired _ -> true;
        };
    }

    private void freed(Running was) {
        times.took(was.spaceId(), System.nanoTime() - was.startedNanos());
        matching.lookAgain();
    }

    /** Some spaces are no more, or are not to be served any more, or not by all who do. */
    public void spacesChanged() {
        rights.lookAtAll();
    }

    /** A worker's token is another: what it may not serve by that one it loses. */
    public void tokenChanged(Worker worker) {
        rights.lookAt(worker);
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
                takeAway(change);
            }
        }
        if (wake) {
            matching.lookAgain();
        }
    }

    /**
     * A request that has left its worker otherwise than by the worker's own word to this process. If it came to its end by
     * that word, brought elsewhere, there is nothing to cancel.
     */
    private void takeAway(Change change) {
        pool.release(change.requestId(), attempt -> attempt.number() == change.attempt())
                .ifPresent(was -> {
                    switch (change.after()) {
                        case COMPLETED, FAILED -> freed(was);
                        case CANCELED, EXPIRED, QUEUED, PROCESSING -> {
                            was.worker().port.cancel(was.attempt(), reason(change.after()));
                            matching.lookAgain();
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
        giveBack.lost(attempt, spaceId, "the hand-over was interrupted");
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
