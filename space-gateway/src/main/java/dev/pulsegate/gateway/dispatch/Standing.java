package dev.pulsegate.gateway.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

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

    /**
     * The standings of workers that are gone and had failed. The next connection with the same name and the same holder takes
     * one of them over, if there is one: it is that worker, come back. A worker without a name is known by its connection
     * only, and so is one that comes back to another process.
     */
    static final class Memory {

        private static final int MOST_REMEMBERED = 10_000;

        private final Cache<Key, Standing> gone;

        private record Key(UUID accountId, UUID accessKeyId, String name) {

            static Optional<Key> of(WorkerInfo info) {
                var holder = Optional.ofNullable(info.holder());
                return Optional.ofNullable(info.name())
                        .map(name -> new Key(
                                holder.map(WorkerInfo.Holder::accountId).orElse(null),
                                holder.map(WorkerInfo.Holder::accessKeyId).orElse(null),
                                name));
            }
        }

        Memory(Duration remembered) {
            this.gone = Caffeine.newBuilder()
                    .expireAfterWrite(remembered)
                    .maximumSize(MOST_REMEMBERED)
                    .build();
        }

        /** How a worker that arrives has done. */
        Standing arriving(WorkerInfo info) {
            return Key.of(info).map(key -> gone.asMap().remove(key)).orElseGet(Standing::new);
        }

        /** A worker is gone; a good standing need not be remembered. */
        void left(WorkerInfo info, Standing standing) {
            if (standing.consecutiveFailures() > 0) {
                Key.of(info).ifPresent(key -> gone.put(key, standing));
            }
        }
    }
}
