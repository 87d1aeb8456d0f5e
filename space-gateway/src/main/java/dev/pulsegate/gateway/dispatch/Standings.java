package dev.pulsegate.gateway.dispatch;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * The standings of workers that are gone and had failed. The next connection with the same name and the same holder takes
 * one of them over, if there is one: it is that worker, come back. A worker without a name is known by its connection
 * only, and so is one that comes back to another process.
 */
final class Standings {

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

    Standings(Duration remembered) {
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
