package dev.pulsegate.auth.account;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.page.Page;

/** The accounts there are. */
@ApplicationScoped
public class Accounts implements PanacheRepositoryBase<Account, UUID> {

    /**
     * Makes an account.
     *
     * @param passwordHash in PHC format
     * @return the new account's id, or empty if the name is taken or reads like one that is
     */
    @Transactional
    public Optional<UUID> create(AccountName name, String passwordHash, Role role) {
        var id = Uuid7.next();
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        int created = getEntityManager()
                .createNativeQuery("insert into account"
                        + " (id, name, name_key, name_skeleton, role, password_hash, created_at)"
                        + " values (:id, :name, :key, :skeleton, :role, :hash, :now) on conflict do nothing")
                .setParameter("id", id)
                .setParameter("name", name.value())
                .setParameter("key", name.key())
                .setParameter("skeleton", NameSkeleton.of(name))
                .setParameter("role", role.name())
                .setParameter("hash", passwordHash)
                .setParameter("now", now)
                .executeUpdate();
        return created == 1 ? Optional.of(id) : Optional.empty();
    }

    /** The accounts of which it is not written down what their names look like, the oldest first. */
    @Transactional
    List<Account> withoutSkeleton() {
        return find("nameSkeleton is null order by id").list();
    }

    /** Writes down what an account's name looks like, unless an older one looks the same. */
    @Transactional
    boolean fillSkeleton(Account account, String skeleton) {
        return getEntityManager()
                        .createNativeQuery("update account set name_skeleton = :skeleton where id = :id"
                                + " and not exists (select 1 from account where name_skeleton = :skeleton)")
                        .setParameter("skeleton", skeleton)
                        .setParameter("id", account.id())
                        .executeUpdate()
                == 1;
    }

    /** Returns the account of a name, in whatever case it is written. */
    @Transactional
    public Optional<Account> findByName(String name) {
        return AccountName.isName(name)
                ? find("nameKey", AccountName.keyOf(name)).firstResultOptional()
                : Optional.empty();
    }

    /**
     * Returns an account and keeps others from changing it until the transaction ends; many may do so at once. Whoever
     * locks a session or key as well locks the account first.
     */
    public Optional<Account> hold(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_READ);
    }

    /** Replaces a password's hash by another of the same password, unless it was changed meanwhile. */
    @Transactional
    public Account replaceHash(Account account, String oldHash, String newHash) {
        return lock(account.id())
                .filter(stored -> stored.passwordHash().equals(oldHash))
                .map(stored -> {
                    stored.setPasswordHash(newHash);
                    return stored;
                })
                .orElse(account);
    }

    /** Returns an account and keeps others from changing it until the transaction ends. */
    public Optional<Account> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Returns the administrators that can sign in, and keeps others from changing them until the transaction ends. */
    public List<Account> lockEnabledAdmins() {
        return find("role = ?1 and disabled = false order by id", Role.ADMIN)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Says whether an administrator can sign in. */
    @Transactional
    public boolean hasEnabledAdmin() {
        return count("role = ?1 and disabled = false", Role.ADMIN) > 0;
    }

    /**
     * Returns accounts in the order of their names.
     *
     * @param part only those with this in their name, in whatever case
     */
    @Transactional
    public Page<Account> page(String part, int page, int size) {
        var pattern = "%" + AccountName.keyOf(part).replaceAll("[\\\\%_]", "\\\\$0") + "%";
        var found = find("nameKey like ?1 escape '\\' order by nameKey", pattern);
        return new Page<>(found.page(page, size).list(), page, size, found.count());
    }
}
