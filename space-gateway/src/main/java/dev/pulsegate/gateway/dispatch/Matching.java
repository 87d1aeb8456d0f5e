package dev.pulsegate.gateway.dispatch;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

import dev.pulsegate.gateway.queue.RequeueCause;
import dev.pulsegate.gateway.queue.claim.Claim;
import dev.pulsegate.gateway.queue.claim.ClaimRequest;
import dev.pulsegate.gateway.queue.claim.ClaimRequest.Avoiding;
import dev.pulsegate.gateway.queue.claim.RequestClaims;
import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.platform.task.RepeatedTask;
import dev.pulsegate.platform.task.Supervision;

/**
 * Takes queued requests for free workers, on a thread of its own: at once when told that there may be some, else once a
 * second.
 */
final class Matching implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int MOST_AT_ONCE = 128;

    /** Every so many polls the queues are looked through from their very beginning. */
    private static final int THOROUGH_POLL = 5;

    /** As many pauses are waited for to the moment; the end of any more is found by polling. */
    private static final int MOST_TIMERS = 10_000;

    private final UUID replica;
    private final RequestClaims requests;
    private final Dispatcher.KnownSpaces spaces;
    private final HandOverFiles files;
    private final WorkerPool pool;
    private final Requeue requeue;
    private final QueueHeads heads = new QueueHeads();
    private final Set<UUID> mayHaveWork = ConcurrentHashMap.newKeySet();
    private final LongConsumer handOverNanos;
    private final RepeatedTask task;
    private final AtomicInteger timers = new AtomicInteger();
    private volatile Map<UUID, SpaceWorkers> elsewhere = Map.of();
    private volatile boolean pauseOver;
    private volatile boolean stopping;
    private long lastPollNanos = System.nanoTime() - POLL.toNanos();
    private int polls;

    Matching(
            UUID replica,
            RequestClaims requests,
            Dispatcher.KnownSpaces spaces,
            HandOverFiles files,
            WorkerPool pool,
            Requeue requeue,
            LongConsumer handOverNanos,
            Supervision supervision) {
        this.replica = replica;
        this.requests = requests;
        this.spaces = spaces;
        this.files = files;
        this.pool = pool;
        this.requeue = requeue;
        this.handOverNanos = handOverNanos;
        this.task = new RepeatedTask(supervision, "dispatcher", POLL, this::match);
    }

    void start() {
        task.start();
    }

    /** There may be more to do: a worker is free, or a request waits. */
    void lookAgain() {
        task.nudge();
    }

    /** Something may wait in these spaces. */
    void mayHaveWork(Collection<UUID> spaceIds) {
        mayHaveWork.addAll(spaceIds);
        task.nudge();
    }

    /** A request waits in a space, at this rank; {@link #lookAgain} follows. */
    void queued(UUID spaceId, long rank) {
        heads.queued(spaceId, rank);
        mayHaveWork.add(spaceId);
    }

    /** The same once a pause is over: of a request, or of a worker that serves these spaces. */
    void lookAgainIn(Duration pause, Collection<UUID> spaceIds) {
        if (timers.incrementAndGet() > MOST_TIMERS) {
            timers.decrementAndGet();
            return;
        }
        CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS).execute(() -> {
            timers.decrementAndGet();
            pauseOver = true;
            mayHaveWork(spaceIds);
        });
    }

    /** What workers other processes have, by space. */
    void elsewhere(Map<UUID, SpaceWorkers> workers) {
        elsewhere = workers;
    }

    /** Takes no more. */
    void stop() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    private void match() throws SQLException {
        if (stopping) {
            return;
        }
        if (System.nanoTime() - lastPollNanos >= POLL.toNanos()) {
            poll();
        } else if (pauseOver) {
            takeDue();
        }
        var candidates = candidates();
        while (!candidates.isEmpty() && !stopping) {
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
        takeDue();
        var from = new HashMap<UUID, Long>();
        pool.spacesWithFree().forEach(space -> from.put(space, heads.from(space)));
        mayHaveWork.addAll(requests.withWaiting(from));
        lastPollNanos = System.nanoTime();
    }

    /** Requests whose pause is over stand before what was taken meanwhile. */
    private void takeDue() throws SQLException {
        pauseOver = false;
        requests.againDue().forEach(this::queued);
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
            for (var demand : pool.demands(spaceId)) {
                int count = Math.min(demand.free(), MOST_AT_ONCE);
                if (claim(space.get(), demand, count) == count) {
                    mayHaveWork.add(spaceId);
                }
            }
        } catch (SQLException | RuntimeException e) {
            mayHaveWork.add(spaceId);
            throw e;
        }
    }

    private int claim(Space space, Demand demand, int count) throws SQLException {
        int refused = demand.refusedKinds();
        var avoiding =
                switch (demand) {
                    case Demand.OfOne one -> new Avoiding(one.worker().standing().id, othersRefuse(space.id(), one));
                    case Demand.OfMany any -> Avoiding.NOTHING;
                };
        long began = System.nanoTime();
        long from = heads.look(space.id());
        var deadline = space.rules().deadline();
        var claims = requests.claim(new ClaimRequest(space.id(), replica, refused, from, count, deadline, avoiding));
        if (refused == 0 && demand instanceof Demand.OfMany && !claims.isEmpty()) {
            heads.takenUpTo(space.id(), claims.getLast().rank());
        }
        handOver(claims, demand, deadline);
        if (!claims.isEmpty()) {
            handOverNanos.accept(System.nanoTime() - began);
        }
        return claims.size();
    }

    /** What the others that serve the space do not take, here and elsewhere. */
    private Set<Integer> othersRefuse(UUID spaceId, Demand.OfOne demand) {
        var refused = new HashSet<>(demand.othersRefuse());
        var there = elsewhere.getOrDefault(spaceId, SpaceWorkers.NONE);
        if (there.capacity() > 0) {
            there.inputKinds().forEach(taken -> refused.add(InputKind.ALL & ~taken));
        }
        return refused;
    }

    private void handOver(List<Claim> claims, Demand demand, Duration deadline) {
        var brought = filesOf(claims);
        long now = System.nanoTime();
        for (var claim : claims) {
            var attempt = claim.attempt();
            takeFromFormerHolder(attempt.requestId());
            var placed = pool.place(claim, demand, now, now + deadline.toNanos());
            var handOver =
                    new HandOver(claim, brought.getOrDefault(attempt.requestId(), List.of()), files.upload(claim));
            if (placed.isEmpty() || !placed.get().worker().port().handOver(handOver)) {
                pool.release(attempt.requestId(), attempt::equals);
                requeue.undone(attempt, "the worker left before it got the request", RequeueCause.NOT_DELIVERED);
            }
        }
    }

    /** Whoever has a request that could be claimed again was not reached by the news that it lost it. */
    private void takeFromFormerHolder(UUID requestId) {
        pool.release(requestId, any -> true).ifPresent(lease -> lease.cancel("another attempt has begun"));
    }

    private Map<UUID, List<HandOver.InputFile>> filesOf(Collection<Claim> claims) {
        try {
            return files.filesOf(claims);
        } catch (RuntimeException e) {
            claims.forEach(claim -> requeue.undone(
                    claim.attempt(), "the request's files could not be looked up", RequeueCause.NOT_DELIVERED));
            throw e;
        }
    }

    @Override
    public void close() {
        stop();
        task.close();
    }
}
