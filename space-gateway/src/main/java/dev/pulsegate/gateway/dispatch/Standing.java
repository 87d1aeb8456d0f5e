package dev.pulsegate.gateway.dispatch;

import java.time.Instant;
import java.util.UUID;

/**
 * How a worker has done lately. It outlives the worker's connection: a worker that crashes and comes back is the same one.
 * Changed under the lock of {@link WorkerPool} only.
 */
final class Standing {

    /** Who the worker is, whatever its connection. */
    final UUID id = UUID.randomUUID();

    private int consecutiveFailures;
    private int timesAside;
    private boolean hasFailed;
    private long lastFailureNanos;
    private long asideUntilNanos;

    /** Until when it is set aside, for people; null if it is not. */
    private Instant asideUntil;

    int consecutiveFailures() {
        return consecutiveFailures;
    }

    Instant asideUntil(long nowNanos) {
        return isAside(nowNanos) ? asideUntil : null;
    }

    void succeeded() {
        consecutiveFailures = 0;
        timesAside = 0;
        asideUntil = null;
    }

    void failed(long nowNanos) {
        consecutiveFailures++;
        hasFailed = true;
        lastFailureNanos = nowNanos;
    }

    void setAside(long untilNanos, Instant until) {
        timesAside++;
        asideUntilNanos = untilNanos;
        asideUntil = until;
    }

    /** How often it was set aside without having done anything well in between. */
    int timesAside() {
        return timesAside;
    }

    boolean isAside(long nowNanos) {
        return asideUntil != null && asideUntilNanos - nowNanos > 0;
    }

    /** Whether it was set aside and has not done anything well since: it gets one request at a time. */
    boolean isOnTrial() {
        return asideUntil != null;
    }

    boolean hasFailedSince(long nanos) {
        return hasFailed && lastFailureNanos - nanos > 0;
    }
}
