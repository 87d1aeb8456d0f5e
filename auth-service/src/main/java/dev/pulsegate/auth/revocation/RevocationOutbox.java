package dev.pulsegate.auth.revocation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;

/** The revocations that the broker has yet to take. */
@ApplicationScoped
class RevocationOutbox implements PanacheRepositoryBase<Revocation, UUID> {

    /** Returns the oldest of those made before an instant. */
    @Transactional
    List<Revocation> olderThan(Instant instant, int limit) {
        return find("revokedAt < ?1 order by revokedAt", instant)
                .page(Page.ofSize(limit))
                .list();
    }

    /** Forgets one that the broker has taken. */
    @Transactional
    void taken(UUID id) {
        deleteById(id);
    }
}
