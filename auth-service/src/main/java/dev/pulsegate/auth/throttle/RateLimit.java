package dev.pulsegate.auth.throttle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * So many times in a period for each key, coming back evenly; counted by all replicas together. Who was refused is refused
 * from memory until there may be a try again: a flood costs the database one look for each try that comes back.
 */
final class RateLimit {

    private static final int MOST_REFUSED = 100_000;

    private final String name;
    private final Duration period;
    private final Duration comesBackIn;
    private final ThrottleTable table;

    /** Until when there is no try, by {@link System#nanoTime}. */
    private final Cache<UUID, Long> refused;

    RateLimit(String name, int permits, Duration period, ThrottleTable table) {
        this.name = name;
        this.period = period;
        this.comesBackIn = period.dividedBy(permits);
        this.table = table;
        this.refused = Caffeine.newBuilder()
                .maximumSize(MOST_REFUSED)
                .expireAfterWrite(comesBackIn)
                .build();
    }

    /** Takes one; if there is none, takes nothing and returns how long until there is one again. */
    Optional<Duration> take(String key) {
        var hashed = hashed(key);
        var until = refused.getIfPresent(hashed);
        if (until != null && until - System.nanoTime() > 0) {
            return Optional.of(Duration.ofNanos(until - System.nanoTime()));
        }
        var wait = table.take(hashed, comesBackIn, period);
        wait.ifPresent(length -> refused.put(hashed, System.nanoTime() + length.toNanos()));
        return wait;
    }

    /** Gives back one that was taken. */
    void giveBack(String key) {
        var hashed = hashed(key);
        table.giveBack(hashed, comesBackIn);
        refused.invalidate(hashed);
    }

    /** Forgets what was taken. */
    void reset(String key) {
        var hashed = hashed(key);
        table.reset(hashed);
        refused.invalidate(hashed);
    }

    /** What is typed as a name may be a password, and is as long as whoever types it likes. */
    private UUID hashed(String key) {
        try {
            var hash = ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest((name + '\n' + key).getBytes(StandardCharsets.UTF_8)));
            return new UUID(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
