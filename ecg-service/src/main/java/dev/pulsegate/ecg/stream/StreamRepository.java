package dev.pulsegate.ecg.stream;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

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

    /** Those of the ids that are still there. */
    Set<UUID> present(Set<UUID> ids) {
        return getEntityManager()
                .createQuery("select id from StreamEntity where id in :ids", UUID.class)
                .setParameter("ids", ids)
                .getResultStream()
                .collect(Collectors.toSet());
    }

    /** Those that go on while nobody watches. */
    List<UUID> persistent() {
        return getEntityManager()
                .createQuery("select id from StreamEntity where persistent", UUID.class)
                .getResultList();
    }
}
