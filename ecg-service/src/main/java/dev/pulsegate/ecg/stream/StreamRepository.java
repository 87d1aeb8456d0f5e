package dev.pulsegate.ecg.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import dev.pulsegate.ecg.synthesis.HeartRateCourse;

/** Made streams in the database. */
@ApplicationScoped
class StreamRepository implements PanacheRepositoryBase<StreamEntity, UUID> {

    /** Keeps two requests at once from both taking the last place; held until the transaction ends. */
    private static final long COUNT_LOCK = 0x65_63_67_01L;

    void lockCount() {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(:lock)")
                .setParameter("lock", COUNT_LOCK)
                .getSingleResult();
    }

    long countOf(UUID accountId) {
        return count("accountId", accountId);
    }

    List<StreamEntity> slice(long from, int count) {
        return getEntityManager()
                .createQuery("from StreamEntity order by id", StreamEntity.class)
                .setFirstResult(Math.toIntExact(from))
                .setMaxResults(count)
                .getResultList();
    }

    /** A stream, which nobody else changes until the transaction ends. */
    Optional<StreamEntity> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * A stream that is there.
     *
     * @param heartRates null unless the heart rate was changed
     */
    record Present(UUID id, HeartRateCourse heartRates) {}

    /** Those of the ids that are there. */
    List<Present> present(Set<UUID> ids) {
        return getEntityManager()
                .createQuery("select id, heartRates from StreamEntity where id in :ids", Present.class)
                .setParameter("ids", ids)
                .getResultList();
    }

    /** When sample 0 of the streams that are built in was taken. */
    Instant builtInBegan() {
        return (Instant) getEntityManager()
                .createNativeQuery("select began_at from built_in_streams", Instant.class)
                .getSingleResult();
    }

    /** Those that go on while nobody watches. */
    List<UUID> persistent() {
        return getEntityManager()
                .createQuery("select id from StreamEntity where persistent", UUID.class)
                .getResultList();
    }
}
