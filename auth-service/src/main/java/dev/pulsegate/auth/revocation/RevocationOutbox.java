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
import dev.pulsegate.platform.channel.ChannelJson;
import dev.pulsegate.platform.outbox.OutboxMessage;
import dev.pulsegate.platform.outbox.OutboxStore;

/** The revocations that others may yet have to hear of: the outbox of the channel {@code session-revoked}. */
@ApplicationScoped
class RevocationOutbox implements PanacheRepositoryBase<Revocation, UUID>, OutboxStore {

    private final ChannelJson json;
    private final Duration repeatInterval;
    private final Duration keptFor;

    RevocationOutbox(ChannelJson json, AuthConfig auth, PlatformConfig platform) {
        this.json = json;
        this.repeatInterval = auth.revocation().repeatInterval();
        this.keptFor = auth.token().lifetime().plus(platform.token().clockSkew());
    }

    /** Adds one, which the caller publishes as soon as it is committed. */
    void add(SessionRevoked message) {
        persist(new Revocation(message, Instant.now().plus(LEASE)));
    }

    /** What is published of one; it never changes. */
    OutboxMessage toPublish(SessionRevoked message) {
        return new OutboxMessage(message.messageId(), 0, json.write(message));
    }

    @Override
    @Transactional
    public List<OutboxMessage> takeDue(int limit) {
        var now = Instant.now();
        List<?> due = getEntityManager()
                .createNativeQuery(
                        "update revocation set publish_at = :lease where id in (select id from revocation"
                                + " where publish_at <= :now order by published, publish_at limit :limit"
                                + " for update skip locked) returning *",
                        Revocation.class)
                .setParameter("lease", now.plus(LEASE))
                .setParameter("now", now)
                .setParameter("limit", limit)
                .getResultList();
        return due.stream()
                .map(Revocation.class::cast)
                .map(Revocation::message)
                .map(this::toPublish)
                .toList();
    }

    @Override
    @Transactional
    public void taken(OutboxMessage message) {
        getEntityManager()
                .createNativeQuery("update revocation set published = true, publish_at = :again where id = :id")
                .setParameter("again", Instant.now().plus(repeatInterval))
                .setParameter("id", message.subject())
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
    @Override
    @Transactional
    public void forgetOld() {
        getEntityManager()
                .createNativeQuery("delete from revocation where revoked_at < :oldest")
                .setParameter("oldest", Instant.now().minus(keptFor))
                .executeUpdate();
    }

    @Override
    @Transactional
    public Waiting waiting() {
        var row = (Object[]) getEntityManager()
                .createNativeQuery("select count(*), coalesce(extract(epoch from now() - min(revoked_at)), 0)"
                        + " from revocation where not published")
                .getSingleResult();
        return new Waiting(
                ((Number) row[0]).longValue(), Duration.ofMillis((long) (((Number) row[1]).doubleValue() * 1000)));
    }
}
