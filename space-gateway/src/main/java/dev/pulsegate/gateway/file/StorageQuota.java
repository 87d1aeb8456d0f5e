package dev.pulsegate.gateway.file;

import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

import dev.pulsegate.platform.transaction.Conflicts;

/**
 * How much each account may have stored, results for its requests included. What arrives is counted before it is kept, in
 * steps, so that the bound holds however many files come at the same time; accounts do not wait for one another.
 */
@ApplicationScoped
public class StorageQuota {

    /** The file's row first, then the account's: in the order of locks. */
    private static final String RESERVE = """
            with held as (
                select id, account_id from file where id = :file and state = 'uploading' for update
            ), counted as (
                insert into account_storage as s (account_id, used_bytes)
                select account_id, :bytes::bigint from held
                on conflict (account_id) do update set used_bytes = s.used_bytes + excluded.used_bytes
                where s.used_bytes + excluded.used_bytes <= :limit
                returning account_id
            )
            update file f set reserved_bytes = f.reserved_bytes + :bytes
            from held join counted using (account_id) where f.id = held.id
            """;

    /** Only what a replica of a former release forgot, which does not count, can make the two differ. */
    private static final String MISCOUNTED = """
            select s.account_id from account_storage s
            left join (select account_id, sum(reserved_bytes) as bytes from file group by account_id) f using (account_id)
            where s.used_bytes <> coalesce(f.bytes, 0)
            """;

    private static final String USED = "select used_bytes from account_storage where account_id = :account";

    private static final String LOCK = "select 1 from account_storage where account_id = :account for update";

    private static final String RECOUNT = """
            update account_storage set used_bytes =
                (select coalesce(sum(reserved_bytes), 0) from file where account_id = account_storage.account_id)
            where account_id = :account
            """;

    private final FilesConfig config;
    private final Jdbi jdbi;

    StorageQuota(FilesConfig config, Jdbi jdbi) {
        this.config = config;
        this.jdbi = jdbi;
    }

    /**
     * What an account has stored.
     *
     * @param usedBytes how much, what is being received included
     * @param limitBytes how much it may have
     */
    public record Storage(long usedBytes, long limitBytes) {}

    /** What an account has stored; blocks. */
    public Storage of(UUID accountId) {
        long usedBytes = retried(handle -> handle.createQuery(USED)
                .bind("account", accountId)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
        return new Storage(usedBytes, limitBytes());
    }

    long limitBytes() {
        return config.accountQuota().asLongValue();
    }

    /** Counts so many more bytes for a file being received; false if its account may not have them. Blocks. */
    boolean reserve(UUID fileId, long bytes) {
        return bytes <= limitBytes()
                && 1
                        == retried(handle -> handle.createUpdate(RESERVE)
                                .bind("file", fileId)
                                .bind("bytes", bytes)
                                .bind("limit", limitBytes())
                                .execute());
    }

    /** Puts right what was counted wrong; blocks. */
    void recount() {
        var miscounted = retried(
                handle -> handle.createQuery(MISCOUNTED).mapTo(UUID.class).list());
        for (var accountId : miscounted) {
            retried(handle -> handle.inTransaction(transaction -> recount(transaction, accountId)));
        }
    }

    private static int recount(Handle transaction, UUID accountId) {
        // Nobody counts anything for the account until this is committed, so the sum is right.
        transaction
                .createQuery(LOCK)
                .bind("account", accountId)
                .mapTo(Integer.class)
                .findOne();
        return transaction.createUpdate(RECOUNT).bind("account", accountId).execute();
    }

    private <T> T retried(HandleCallback<T, RuntimeException> work) {
        return Conflicts.retried(() -> jdbi.withHandle(work));
    }
}
