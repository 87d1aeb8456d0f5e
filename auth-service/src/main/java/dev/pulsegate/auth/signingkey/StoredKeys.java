package dev.pulsegate.auth.signingkey;

import java.util.List;
import java.util.Optional;
import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The rows of signing keys. */
@ApplicationScoped
class StoredKeys implements PanacheRepositoryBase<StoredKey, String> {

    /** Any number that is nobody else's in this database. */
    private static final long LOCK = 0x7067_5f6b_6579_7321L;

    /** Keeps other replicas from changing keys until the transaction ends. */
    void lock() {
        getEntityManager()
                .createNativeQuery("select 1 from (select pg_advisory_xact_lock(:lock)) locked")
                .setParameter("lock", LOCK)
                .getSingleResult();
    }

    Optional<StoredKey> inState(KeyState state) {
        return find("state", state).firstResultOptional();
    }

    List<StoredKey> oldestFirst() {
        return list("order by publishedAt, kid");
    }
}
