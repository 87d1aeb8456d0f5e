package dev.pulsegate.auth.throttle;

import java.time.Duration;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;

/**
 * So many times in a period for each key, coming back evenly. Knows so many keys at most; the least used are forgotten
 * first, and any once its period has passed unused, when it would be full again.
 */
final class RateLimit {

    private static final int MAX_KEYS = 100_000;

    private final int permits;
    private final Duration period;
    private final Cache<String, Bucket> buckets;

    RateLimit(int permits, Duration period) {
        this.permits = permits;
        this.period = period;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_KEYS)
                .expireAfterAccess(period)
                .build();
    }

    /** Takes one; if there is none, takes nothing and returns how long until there is one again. */
    Optional<Duration> take(String key) {
        var probe = buckets.get(key, _ -> full()).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** Gives back one that was taken. */
    void giveBack(String key) {
        var bucket = buckets.getIfPresent(key);
        if (bucket != null) {
            bucket.addTokens(1);
        }
    }

    /** Forgets what was taken. */
    void reset(String key) {
        buckets.invalidate(key);
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(permits).refillGreedy(permits, period))
                .build();
    }
}
