package dev.pulsegate.auth.signingkey;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;

import dev.pulsegate.auth.AuthConfig;
import dev.pulsegate.platform.audit.Actor;
import dev.pulsegate.platform.task.Tasks;
import dev.pulsegate.platform.token.VerificationKeys;

/**
 * The signing keys as this replica last saw them, held in memory: signing and verifying never ask the database. What
 * another replica changed is seen within the configured refresh interval.
 */
@ApplicationScoped
public class SigningKeys implements VerificationKeys {

    /** Before whatever else happens at start: a wrong secret is to be the first and only complaint. */
    private static final int START_PRIORITY = 100;

    private final KeyRotation rotation;
    private final KeySeal seal;

    private final AtomicLong reads = new AtomicLong();
    private final AtomicReference<Known> known = new AtomicReference<>(new Known(0, Map.of()));

    /**
     * What was read.
     *
     * @param read counts the readings, in the order in which they began
     */
    private record Known(long read, Map<String, SigningKey> keys) {}

    SigningKeys(KeyRotation rotation, KeySeal seal) {
        this.rotation = rotation;
        this.seal = seal;
    }

    void load(@Observes @Priority(START_PRIORITY) StartupEvent event, AuthConfig config, Tasks tasks) {
        refresh();
        tasks.repeat("signing-keys", config.signingKey().refreshInterval(), this::refresh);
    }

    void refresh() {
        long read = reads.incrementAndGet();
        var before = keys();
        var now = rotation.maintain().stream()
                .map(stored -> open(stored, before.get(stored.kid())))
                .collect(Collectors.toUnmodifiableMap(SigningKey::kid, Function.identity()));
        // No lock while the database is asked: of two who read at once, what began to be read later counts.
        known.updateAndGet(latest -> latest.read() < read ? new Known(read, now) : latest);
    }

    private Map<String, SigningKey> keys() {
        return known.get().keys();
    }

    /** Returns the key that signs. */
    public SigningKey active() {
        return keys().values().stream()
                .filter(key -> key.state() == KeyState.ACTIVE)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No signing key yet"));
    }

    /** Returns every key there is, all of them to be published. */
    public List<SigningKey> all() {
        return keys().values().stream()
                .sorted((left, right) -> left.kid().compareTo(right.kid()))
                .toList();
    }

    /**
     * Lets the next key sign from now on.
     *
     * @return empty if that was done, else how long to wait until the next key is known everywhere
     */
    public Optional<Duration> rotate(Actor by) {
        var outcome = rotation.rotate(by);
        refresh();
        return switch (outcome) {
            case KeyRotation.Outcome.Rotated rotated -> Optional.empty();
            case KeyRotation.Outcome.TooEarly early -> Optional.of(early.retryAfter());
        };
    }

    @Override
    public Optional<PublicKey> find(String keyId) {
        return Optional.ofNullable(keys().get(keyId)).map(SigningKey::publicKey);
    }

    @Override
    public boolean areKnown() {
        return !keys().isEmpty();
    }

    /** Opening one takes a decryption, so that of a key seen before is taken over. */
    private SigningKey open(StoredKey stored, SigningKey known) {
        try {
            var factory = KeyFactory.getInstance("EC");
            var publicKey = known != null
                    ? known.publicKey()
                    : (ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(stored.publicKey()));
            var privateKey = known != null
                    ? known.privateKey()
                    : factory.generatePrivate(new PKCS8EncodedKeySpec(seal.open(stored.kid(), stored.sealedKey())));
            return new SigningKey(
                    stored.kid(),
                    stored.state(),
                    publicKey,
                    privateKey,
                    stored.publishedAt(),
                    stored.activatedAt(),
                    stored.retiredAt());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Signing key %s cannot be read".formatted(stored.kid()), e);
        }
    }
}
