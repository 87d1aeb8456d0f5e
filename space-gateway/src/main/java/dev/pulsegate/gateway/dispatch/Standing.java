package dev.pulsegate.gateway.dispatch;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

import dev.pulsegate.gateway.dispatch.WorkerPort.SetAside;

/**
 * How a worker has done lately. It outlives the worker's connection: a worker that crashes and comes back is the same one.
 * Changed under the lock of {@link WorkerPool} only.
 */
final class Standing {

    /** Who the worker is, whatever its connection. */
    final UUID id = UUID.randomUUID();

    private int consecutiveFailures;

    /** How often it was set aside without having done anything well in between. */
    private int timesAside;

    private boolean hasFailed;
    private long lastFailureNanos;
    private long asideUntilNanos;

    /** Until when it is set aside, for people; null if it is not. */
    private Instant asideUntil;

    int consecutiveFailures() {
        return consecutiveFailures;
    }

    /** Until when it is set aside, or null. */
    Instant asideUntil(long nowNanos) {
        return isAside(nowNanos) ? asideUntil : null;
    }

    void succeeded() {
        consecutiveFailures = 0;
        timesAside = 0;
        asideUntil = null;
    }

    /** It has failed something that another may do; says whether it is set aside for that. */
    Optional<SetAside> failed(RetryRules rules) {
        long now = System.nanoTime();
        consecutiveFailures++;
        hasFailed = true;
        lastFailureNanos = now;
        if (consecutiveFailures < rules.mostFailures() || isAside(now)) {
            return Optional.empty();
        }
        timesAside++;
        var pause = rules.aside().after(timesAside);
        asideUntilNanos = now + pause.toNanos();
        asideUntil = Instant.now().plus(pause).truncatedTo(ChronoUnit.MILLIS);
        return Optional.of(new SetAside(consecutiveFailures, pause));
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
