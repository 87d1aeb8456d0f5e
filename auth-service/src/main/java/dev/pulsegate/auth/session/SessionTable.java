package dev.pulsegate.auth.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

@ApplicationScoped
class SessionTable implements PanacheRepositoryBase<Session, UUID> {

    /** Returns whose session it is, without taking hold of it. */
    Optional<UUID> ownerOf(UUID id) {
        return getEntityManager()
                .createQuery("select accountId from Session where id = :id", UUID.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    /** Returns a session and keeps others from changing it until the transaction ends. */
    Optional<Session> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Returns an account's sessions, the newest first. */
    PanacheQuery<Session> ofAccount(UUID account) {
        return find("accountId = ?1 order by createdAt desc, id desc", account);
    }

    /** Deletes some of the sessions that lapsed, passing over those being refreshed, and returns how many. */
    int deleteLapsed(Instant now, Instant unusedSince, int limit) {
        return getEntityManager()
                .createNativeQuery("delete from session where id in (select id from session"
                        + " where expires_at <= :now or rotated_at <= :unused limit :limit for update skip locked)")
                .setParameter("now", now)
                .setParameter("unused", unusedSince)
                .setParameter("limit", limit)
                .executeUpdate();
    }

    /** Deletes an account's sessions but for one, and returns which. */
    List<UUID> deleteAll(UUID account, UUID except) {
        var ids = ofAccount(account).withLock(LockModeType.PESSIMISTIC_WRITE).stream()
                .map(Session::id)
                .filter(id -> !id.equals(except))
                .toList();
        if (!ids.isEmpty()) {
            delete("id in ?1", ids);
        }
        return ids;
    }
}
