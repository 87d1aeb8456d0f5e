package dev.pulsegate.gateway.worker.socketio;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jboss.logging.Logger;

import dev.pulsegate.platform.token.AccessKeyExchange;
import dev.pulsegate.platform.token.AccessKeyExchange.Outcome;
import dev.pulsegate.platform.token.TokenCheck;
import dev.pulsegate.platform.token.TokenVerifier;

/**
 * Trades the access keys of workers that cannot do it themselves. What is asked of auth-service is bounded: a few at a
 * time, an answer is good for some seconds, and an address with too many wrong keys has to wait.
 */
@ApplicationScoped
class AccessKeys {

    private static final Logger LOG = Logger.getLogger(AccessKeys.class);
    private static final int MAX_LENGTH = 512;
    private static final int AT_ONCE = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration REMEMBERED = Duration.ofSeconds(10);
    private static final int MOST_REMEMBERED = 10_000;

    /** Fewer than auth-service allows in the same time, so that nobody uses up what it allows this process. */
    private static final int MOST_WRONG = 30;

    private static final Duration WRONG_REMEMBERED = Duration.ofMinutes(5);

    private final AccessKeyExchange exchange;
    private final TokenVerifier verifier;
    private final Clock clock = Clock.systemUTC();
    private final Semaphore places = new Semaphore(AT_ONCE);

    /** Answers by the keys' hashes. */
    private final Cache<String, Outcome> answers = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(MOST_REMEMBERED)
            .build();

    private final Cache<String, AtomicInteger> wrongByAddress = Caffeine.newBuilder()
            .expireAfterWrite(WRONG_REMEMBERED)
            .maximumSize(MOST_REMEMBERED)
            .build();

    AccessKeys(AccessKeyExchange exchange, TokenVerifier verifier) {
        this.exchange = exchange;
        this.verifier = verifier;
    }

    /** Looks at a key that a client shows; blocks. */
    KeyCheck check(String key, String clientAddress) {
        var wrong = wrongByAddress.get(clientAddress, address -> new AtomicInteger());
        if (wrong.get() >= MOST_WRONG) {
            return new KeyCheck.Unknown();
        }
        var check = renew(key, clientAddress);
        if (check instanceof KeyCheck.Invalid) {
            wrong.incrementAndGet();
        }
        return check;
    }

    /** Looks again at a key that was good before; blocks. */
    KeyCheck renew(String key, String clientAddress) {
        if (key.length() > MAX_LENGTH) {
            return new KeyCheck.Invalid();
        }
        return switch (outcome(key, clientAddress)) {
            case Outcome.Token(var token) -> verified(token);
            case Outcome.Refused _ -> new KeyCheck.Invalid();
            case Outcome.Unavailable(var why) -> {
                LOG.warnf("An access key could not be traded for a token: %s", why);
                yield new KeyCheck.Unknown();
            }
        };
    }

    private KeyCheck verified(String token) {
        return switch (verifier.verify(token)) {
            case TokenCheck.Valid(var caller) -> new KeyCheck.Valid(caller);
            case TokenCheck.Invalid(var reason) -> {
                LOG.debugf("The token for an access key does not hold: %s", reason);
                yield new KeyCheck.Unknown();
            }
        };
    }

    private Outcome outcome(String key, String clientAddress) {
        var hash = hash(key);
        return remembered(hash).orElseGet(() -> asked(key, hash, clientAddress));
    }

    /** An answer of some seconds ago, unless its token was revoked since or is about to end. */
    private Optional<Outcome> remembered(String hash) {
        return Optional.ofNullable(answers.getIfPresent(hash))
                .filter(outcome -> !(outcome instanceof Outcome.Token(var token)) || isGood(token));
    }

    private boolean isGood(String token) {
        return verifier.verify(token) instanceof TokenCheck.Valid(var caller)
                && !HeldKey.isDue(caller, clock.instant());
    }

    private Outcome asked(String key, String hash, String clientAddress) {
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Outcome.Unavailable("too many at once");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unavailable("interrupted");
        }
        try {
            // Many workers with one key may have waited for the first of them.
            return remembered(hash).orElseGet(() -> exchanged(key, hash, clientAddress));
        } finally {
            places.release();
        }
    }

    private Outcome exchanged(String key, String hash, String clientAddress) {
        try {
            var outcome = exchange.exchange(key, clientAddress);
            if (!(outcome instanceof Outcome.Unavailable)) {
                answers.put(hash, outcome);
            }
            return outcome;
        } catch (RuntimeException e) {
            // In one process the exchange asks the database, which may be away.
            return new Outcome.Unavailable(e.toString());
        }
    }

    private static String hash(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
