package dev.pulsegate.platform.token;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.task.CoreThread;
import dev.pulsegate.platform.task.Supervision;

/**
 * The keys auth-service publishes, read over HTTP in the background: at start, then every refresh interval, and soon
 * after a token names a key not seen before. What was read last stays good while auth-service is away.
 */
final class RemoteVerificationKeys implements VerificationKeys, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RemoteVerificationKeys.class);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    /** Keeps tokens with made-up key ids from turning into requests to auth-service. */
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);

    private final URI jwksUri;
    private final Duration refreshInterval;
    private final Duration shortestPause;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(REQUEST_TIMEOUT).build();
    private final Clock clock = Clock.systemUTC();
    private final CoreThread reader;

    /** Why the last reading failed, or null. For the reader alone, which says each reason once. */
    private String trouble;

    private volatile Map<String, PublicKey> keys = Map.of();
    private volatile Instant unreadSince;
    private volatile boolean refreshWanted;
    private volatile boolean stopped;

    RemoteVerificationKeys(PlatformConfig.Token token, Supervision supervision) {
        this(token, SHORTEST_PAUSE, supervision);
    }

    RemoteVerificationKeys(PlatformConfig.Token token, Duration shortestPause, Supervision supervision) {
        this.shortestPause = shortestPause;
        this.jwksUri = token.jwksUri().orElseGet(() -> URI.create(token.issuer() + "/.well-known/jwks.json"));
        this.refreshInterval = token.jwksRefreshInterval();
        this.reader = supervision.thread("jwks-reader", this::readUntilStopped);
    }

    void start() {
        reader.start();
    }

    @Override
    public void close() {
        stopped = true;
        http.shutdownNow();
        reader.close();
    }

    @Override
    public Optional<PublicKey> find(String keyId) {
        var key = keys.get(keyId);
        if (key == null) {
            refreshWanted = true;
            reader.wake();
        }
        return Optional.ofNullable(key);
    }

    @Override
    public boolean areKnown() {
        return !keys.isEmpty();
    }

    @Override
    public Optional<Duration> unreadFor() {
        return Optional.ofNullable(unreadSince).map(since -> Duration.between(since, clock.instant()));
    }

    private void readUntilStopped() {
        while (!stopped) {
            refreshWanted = false;
            var read = read();
            if (read) {
                unreadSince = null;
            } else if (unreadSince == null) {
                unreadSince = clock.instant();
            }
            var began = System.nanoTime();
            waitUntil(began + shortestPause.toNanos(), () -> stopped);
            if (read) {
                waitUntil(began + refreshInterval.toNanos(), () -> stopped || refreshWanted);
            }
        }
    }

    /** Whoever asks for an unknown key wakes the thread, so it has to look whether its time has come. */
    private static void waitUntil(long deadlineNanos, BooleanSupplier orElse) {
        while (!orElse.getAsBoolean() && System.nanoTime() - deadlineNanos < 0) {
            LockSupport.parkNanos(deadlineNanos - System.nanoTime());
        }
    }

    private boolean read() {
        try {
            var request =
                    HttpRequest.newBuilder(jwksUri).timeout(REQUEST_TIMEOUT).build();
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                return failed("status " + response.statusCode());
            }
            keys = parse(response.body());
            return succeeded();
        } catch (IOException | JoseException | RuntimeException e) {
            // RuntimeException: jose4j's answer to JSON that is no key set. Whatever comes, reading goes on.
            return failed(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
            return false;
        }
    }

    private boolean failed(String why) {
        if (!why.equals(trouble)) {
            trouble = why;
            LOG.warnf("The signing keys cannot be read from %s, which is tried again: %s", jwksUri, why);
        }
        return false;
    }

    private boolean succeeded() {
        if (trouble != null) {
            trouble = null;
            LOG.infof("The signing keys have been read from %s", jwksUri);
        }
        return true;
    }

    private static Map<String, PublicKey> parse(String jwks) throws JoseException {
        var parsed = new HashMap<String, PublicKey>();
        for (var key : new JsonWebKeySet(jwks).getJsonWebKeys()) {
            if (key instanceof PublicJsonWebKey publicKey && key.getKeyId() != null) {
                parsed.put(key.getKeyId(), publicKey.getPublicKey());
            }
        }
        return Map.copyOf(parsed);
    }
}
