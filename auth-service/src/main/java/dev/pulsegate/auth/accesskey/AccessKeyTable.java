package dev.pulsegate.auth.accesskey;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The rows of access keys. */
@ApplicationScoped
class AccessKeyTable implements PanacheRepositoryBase<AccessKey, UUID> {

    /** Returns whose key it is, without taking hold of it. */
    Optional<UUID> ownerOf(UUID id) {
        return getEntityManager()
                .createQuery("select accountId from AccessKey where id = :id", UUID.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    PanacheQuery<AccessKey> newestFirst() {
        return find("order by createdAt desc, id desc");
    }

    PanacheQuery<AccessKey> newestFirstOf(UUID account) {
        return find("accountId = ?1 order by createdAt desc, id desc", account);
    }

    /** Deletes some of the keys that expired before an instant and returns how many. */
    int deleteExpired(Instant before, int limit) {
        return getEntityManager()
                .createNativeQuery("delete from access_key where id in (select id from access_key"
                        + " where expires_at <= :before limit :limit for update skip locked)")
                .setParameter("before", before)
                .setParameter("limit", limit)
                .executeUpdate();
    }
}
