package dev.pulsegate.auth.signingkey;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jboss.logging.Logger;

import dev.pulsegate.auth.AuthConfig;
import dev.pulsegate.auth.audit.AuditTrail;
import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.audit.Actor;
import dev.pulsegate.platform.audit.AuditAction;
import dev.pulsegate.platform.audit.AuditEntry;
import dev.pulsegate.platform.id.Uuid7;

/**
 * Moves signing keys through their life. There is always one that signs and one that is published to sign next; replicas
 * take turns by a lock in the database.
 */
@ApplicationScoped
class KeyRotation {

    private static final Logger LOG = Logger.getLogger(KeyRotation.class);

    private final AuthConfig.SigningKey config;
    private final Duration keptAfterRetirement;
    private final StoredKeys keys;
    private final KeySeal seal;
    private final AuditTrail audit;

    KeyRotation(AuthConfig auth, PlatformConfig platform, StoredKeys keys, KeySeal seal, AuditTrail audit) {
        this.config = auth.signingKey();
        this.keys = keys;
        this.seal = seal;
        this.audit = audit;
        // Another replica may sign with it until it has looked again.
        this.keptAfterRetirement = auth.token()
                .lifetime()
                .plus(platform.token().clockSkew())
                .plus(config.refreshInterval().multipliedBy(2));
    }

    /** What came of asking for a rotation. */
    sealed interface Outcome {

        /** The key published before now signs. */
        record Rotated(String kid) implements Outcome {}

        /** The next key is not known everywhere yet; ask again then. */
        record TooEarly(Duration retryAfter) implements Outcome {}
    }

    /** Does what is due by the schedule and returns the keys as they are then. */
    @Transactional
    List<StoredKey> maintain() {
        if (isDue(keys.oldestFirst(), now())) {
            keys.lock();
            keys.getEntityManager().clear();
            bringUpToDate();
            keys.flush();
        }
        return keys.oldestFirst();
    }

    /** Lets the next key sign from now on, if others had the time to hear of it. */
    @Transactional
    Outcome rotate(Actor by) {
        keys.lock();
        bringUpToDate();
        var now = now();
        var next = keys.inState(KeyState.PENDING).orElseThrow();
        var wait = Duration.between(now, knownEverywhereAt(next));
        if (wait.isPositive()) {
            return new Outcome.TooEarly(wait);
        }
        advance(next, now, by);
        return new Outcome.Rotated(next.kid());
    }

    private boolean isDue(List<StoredKey> stored, Instant now) {
        var active =
                stored.stream().filter(key -> key.state() == KeyState.ACTIVE).findFirst();
        var pending =
                stored.stream().filter(key -> key.state() == KeyState.PENDING).findFirst();
        return active.isEmpty()
                || pending.isEmpty()
                || isRotationDue(active.get(), pending.get(), now)
                || stored.stream().anyMatch(key -> isForgettable(key, now));
    }

    private void bringUpToDate() {
        var now = now();
        if (keys.inState(KeyState.PENDING).isEmpty()) {
            publishNext(now);
        }
        var pending = keys.inState(KeyState.PENDING).orElseThrow();
        var active = keys.inState(KeyState.ACTIVE);
        // The very first key signs at once: there are no others' copies that lack it.
        if (active.isEmpty() || isRotationDue(active.get(), pending, now)) {
            advance(pending, now, Actor.service());
        }
        keys.oldestFirst().stream().filter(key -> isForgettable(key, now)).forEach(keys::delete);
    }

    private void advance(StoredKey next, Instant now, Actor by) {
        keys.inState(KeyState.ACTIVE).ifPresent(active -> active.retire(now));
        // In this order, because the database lets one key be active and one be pending, at every moment.
        keys.flush();
        next.activate(now);
        keys.flush();
        publishNext(now);
        audit.record(AuditEntry.done(AuditAction.SIGNING_KEY_ROTATE, by).to(next.kid(), ""));
        LOG.infof("Signing key %s signs from now on", next.kid());
    }

    private void publishNext(Instant now) {
        var kid = Uuid7.next().toString();
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            keys.persistAndFlush(new StoredKey(
                    kid,
                    pair.getPublic().getEncoded(),
                    seal.seal(kid, pair.getPrivate().getEncoded()),
                    now));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has the curve P-256", e);
        }
    }

    private boolean isRotationDue(StoredKey active, StoredKey pending, Instant now) {
        return !now.isBefore(active.activatedAt().plus(config.rotationPeriod()))
                && !now.isBefore(knownEverywhereAt(pending));
    }

    private Instant knownEverywhereAt(StoredKey pending) {
        return pending.publishedAt().plus(config.jwksMaxAge()).plus(config.publishMargin());
    }

    private boolean isForgettable(StoredKey key, Instant now) {
        return key.state() == KeyState.RETIRED && !now.isBefore(key.retiredAt().plus(keptAfterRetirement));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
