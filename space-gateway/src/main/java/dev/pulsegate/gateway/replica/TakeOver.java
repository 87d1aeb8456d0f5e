package dev.pulsegate.gateway.replica;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.pulsegate.gateway.replica.ReplicaTable.Other;

/**
 * When the work of gateway processes that are gone is put back. Their workers first get some time to come back and speak
 * for what they have: from when the end was noticed, and not before this process can hear them. Used by one thread, but for
 * {@link #ready}.
 */
final class TakeOver {

    /** A process that does not become ready in this time puts back work all the same. */
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);

    private final Duration grace;
    private final long startedNanos = System.nanoTime();
    private final Map<UUID, Long> noticedNanos = new HashMap<>();
    private volatile long readyNanos = startedNanos + READY_WITHIN.toNanos();

    TakeOver(Duration grace) {
        this.grace = grace;
    }

    /** Workers can connect to this process from now on. */
    void ready() {
        readyNanos = Math.min(readyNanos - startedNanos, System.nanoTime() - startedNanos) + startedNanos;
    }

    /** Of all other processes, those that are gone and whose workers have had their time. */
    List<Other> over(List<Other> others) {
        long now = System.nanoTime();
        var gone = others.stream().filter(Other::isGone).toList();
        noticedNanos.keySet().retainAll(gone.stream().map(Other::id).toList());
        gone.forEach(other -> noticedNanos.putIfAbsent(other.id(), now));
        return gone.stream()
                .filter(other ->
                        now - readyNanos >= grace.toNanos() && now - noticedNanos.get(other.id()) >= grace.toNanos())
                .toList();
    }
}
