package dev.pulsegate.gateway.replica;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jboss.logging.Logger;

import dev.pulsegate.gateway.queue.RequestTransitions;
import dev.pulsegate.gateway.replica.ReplicaTable.Other;

/**
 * Puts back into the queue what the workers of gateway processes that are gone had. They first get some time to come back
 * and have it adopted ({@link Adoptions}): from when the end was noticed, and not before this process can hear them. Used by
 * one thread, but for {@link #ready}.
 */
final class TakeOver {

    private static final Logger LOG = Logger.getLogger(TakeOver.class);

    /** A process that does not become ready in this time puts back work all the same. */
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);

    private final Presence.Rhythm rhythm;
    private final ReplicaTable replicas;
    private final RequestTransitions transitions;
    private final long startedNanos = System.nanoTime();
    private final Map<UUID, Long> noticedNanos = new HashMap<>();
    private volatile long readyNanos = startedNanos + READY_WITHIN.toNanos();

    TakeOver(Presence.Rhythm rhythm, ReplicaTable replicas, RequestTransitions transitions) {
        this.rhythm = rhythm;
        this.replicas = replicas;
        this.transitions = transitions;
    }

    /** Workers can connect to this process from now on. */
    void ready() {
        readyNanos = Math.min(readyNanos - startedNanos, System.nanoTime() - startedNanos) + startedNanos;
    }

    /** Puts back what nobody has come back for; {@code others} are all other processes as they are now. */
    void putBack(List<Other> others) throws SQLException {
        for (var gone : timeIsOver(others)) {
            int count = gone.hasLeft() ? transitions.takeBack(gone.id()) : transitions.takeOver(gone.id());
            replicas.forget(gone.id(), rhythm.deadAfter());
            LOG.infof("Gateway process %s is gone; %d requests its workers had were put back", gone.id(), count);
        }
    }

    /** Those that are gone and whose workers have had their time. */
    private List<Other> timeIsOver(List<Other> others) {
        long now = System.nanoTime();
        long grace = rhythm.returnGrace().toNanos();
        var gone = others.stream().filter(Other::isGone).toList();
        noticedNanos.keySet().retainAll(gone.stream().map(Other::id).toList());
        gone.forEach(other -> noticedNanos.putIfAbsent(other.id(), now));
        return gone.stream()
                .filter(other -> now - readyNanos >= grace && now - noticedNanos.get(other.id()) >= grace)
                .toList();
    }
}
