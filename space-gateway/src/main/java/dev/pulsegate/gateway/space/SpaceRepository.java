package dev.pulsegate.gateway.space;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Spaces in the database. */
@ApplicationScoped
class SpaceRepository implements PanacheRepositoryBase<SpaceEntity, UUID> {

    /** Keeps two requests at once from taking the same name; held until the transaction ends. */
    private static final long NAME_LOCK = 0x67_61_74_01L;

    void lockNames() {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(:lock)")
                .setParameter("lock", NAME_LOCK)
                .getSingleResult();
    }

    List<SpaceEntity> slice(long from, int count) {
        return getEntityManager()
                .createQuery("from SpaceEntity order by lower(name)", SpaceEntity.class)
                .setFirstResult(Math.toIntExact(from))
                .setMaxResults(count)
                .getResultList();
    }

    Optional<SpaceEntity> named(String name) {
        return find("name", name).firstResultOptional();
    }

    /** Another space of this name, whatever the case. */
    boolean isTaken(String name, UUID except) {
        return count("lower(name) = lower(?1) and id <> ?2", name, except) > 0;
    }

    /** The space, kept from other changes until the transaction ends. */
    Optional<SpaceEntity> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }
}
