package dev.pulsegate.auth.revocation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

import dev.pulsegate.auth.revocation.RevocationOutbox.Snapshot;
import dev.pulsegate.auth.signingkey.SigningKeys;
import dev.pulsegate.contracts.RevocationList;
import dev.pulsegate.contracts.SessionRevoked;
import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.channel.ChannelJson;

/**
 * What was revoked, signed, for services that cannot hear it on the channel. Made at most once a second, whoever asks.
 */
@ApplicationScoped
class PublishedRevocations {

    /** As old as what is read may be, beside the reader's own interval. */
    static final Duration FRESH = Duration.ofSeconds(1);

    /** How long a list is good for: nobody can pass it off as the present one after that. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(60);

    private final RevocationOutbox outbox;
    private final SigningKeys keys;
    private final ChannelJson json;
    private final String issuer;

    /** One entry: the present list. */
    private final LoadingCache<Boolean, Published> present =
            Caffeine.newBuilder().expireAfterWrite(FRESH).build(ignored -> publish());

    PublishedRevocations(RevocationOutbox outbox, SigningKeys keys, ChannelJson json, PlatformConfig platform) {
        this.outbox = outbox;
        this.keys = keys;
        this.json = json;
        this.issuer = platform.token().issuer();
    }

    /**
     * A signed list.
     *
     * @param tag changes with what is revoked and what signs, not with the time
     */
    record Published(String jws, String tag) {}

    /** The present list; may block on the database. */
    Published present() {
        return present.get(true);
    }

    private Published publish() {
        var snapshot = outbox.current(RevocationList.MOST + 1);
        boolean complete = snapshot.revocations().size() <= RevocationList.MOST;
        var last = snapshot.revocations().stream().limit(RevocationList.MOST).toList();
        var claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setIssuedAtToNow();
        var end = NumericDate.now();
        end.addSeconds(GOOD_FOR.toSeconds());
        claims.setExpirationTime(end);
        var registered = claims.toJson();
        var list = json.write(new RevocationList(snapshot.sequence(), complete, last));
        var payload = registered.substring(0, registered.length() - 1) + "," + list.substring(1);
        return new Published(signed(payload), tag(snapshot));
    }

    private String signed(String payload) {
        var key = keys.active();
        var signature = new JsonWebSignature();
        signature.setHeader("typ", RevocationList.TYPE);
        signature.setKeyIdHeaderValue(key.kid());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signature.setKey(key.privateKey());
        signature.setPayload(payload);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("The revocations could not be signed with key " + key.kid(), e);
        }
    }

    private String tag(Snapshot snapshot) {
        var what = new StringBuilder(keys.active().kid());
        snapshot.revocations().stream().map(SessionRevoked::messageId).forEach(what::append);
        return UUID.nameUUIDFromBytes(what.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
