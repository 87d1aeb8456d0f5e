package dev.pulsegate.auth.revocation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import dev.pulsegate.auth.AuthConfig;
import dev.pulsegate.contracts.SessionRevoked;
import dev.pulsegate.platform.PlatformConfig;

/** The revocations that others may yet have to hear of. */
@ApplicationScoped
class RevocationOutbox implements PanacheRepositoryBase<Revocation, UUID> {

    /** How long whoever publishes one has for it before another replica does. */
    private static final Duration LEASE = Duration.ofSeconds(5);

    private final Duration repeatInterval;
    private final Duration keptFor;

    RevocationOutbox(AuthConfig auth, PlatformConfig platform) {
        this.repeatInterval = auth.revocation().repeatInterval();
        this.keptFor = auth.token().lifetime().plus(platform.token().clockSkew());
    }

    /** Adds one, which the caller publishes as soon as it is committed. */
    void add(SessionRevoked message) {
        persist(new Revocation(message, Instant.now().plus(LEASE)));
    }

    /** Returns some that are due, for the caller to publish and nobody else meanwhile. */
    @Transactional
    List<SessionRevoked> takeDue(int limit) {
        var now = Instant.now();
        List<?> due = getEntityManager()
                .createNativeQuery(
                        "update revocation set publish_at = :lease where id in (select id from revocation"
                                + " where publish_at <= :now order by publish_at limit :limit"
                                + " for update skip locked) returning *",
                        Revocation.class)
                .setParameter("lease", now.plus(LEASE))
                .setParameter("now", now)
                .setParameter("limit", limit)
                .getResultList();
        return due.stream().map(Revocation.class::cast).map(Revocation::message).toList();
    }

    /** Notes that the broker has taken one. */
    @Transactional
    void taken(UUID id) {
        getEntityManager()
                .createNativeQuery("update revocation set published = true, publish_at = :again where id = :id")
                .setParameter("again", Instant.now().plus(repeatInterval))
                .setParameter("id", id)
                .executeUpdate();
    }

    /**
     * Those that a token which lives may still concern, the last ones first.
     *
     * @param sequence grows from one snapshot to the next, whichever replica takes it
     */
    record Snapshot(long sequence, List<SessionRevoked> revocations) {}

    /** Returns those that a token which lives may still concern. By the database's clock, as replicas have their own. */
    @Transactional
    Snapshot current(int limit) {
        var sequence = (Number) getEntityManager()
                .createNativeQuery("select cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)")
                .getSingleResult();
        var revocations =
                find(
                                "revokedAt >= ?1 order by revokedAt desc, id",
                                Instant.now().minus(keptFor))
                        .page(0, limit)
                        .stream()
                        .map(Revocation::message)
                        .toList();
        return new Snapshot(sequence.longValue(), revocations);
    }

    /** Forgets those that concern no token that can still live, whether anybody has heard of them or not. */
    @Transactional
    void forgetOld() {
        getEntityManager()
                .createNativeQuery("delete from revocation where revoked_at < :oldest")
                .setParameter("oldest", Instant.now().minus(keptFor))
                .executeUpdate();
    }
}
