package dev.pulsegate.gateway.file;

import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * How much each account may have stored, results for its requests included. What arrives is counted before it is kept, in
 * steps, so that the bound holds however many files come at the same time; accounts do not wait for one another.
 */
@ApplicationScoped
public class StorageQuota {

    /** The file's row first, then the account's: in the order of locks. */
    private static final String RESERVE = """
            with held as (
                select id, account_id from file where id = ? and state = 'uploading' for update
            ), counted as (
                insert into account_storage as s (account_id, used_bytes)
                select account_id, ?::bigint from held
                on conflict (account_id) do update set used_bytes = s.used_bytes + excluded.used_bytes
                where s.used_bytes + excluded.used_bytes <= ?
                returning account_id
            )
            update file f set reserved_bytes = f.reserved_bytes + ?
            from held join counted using (account_id) where f.id = held.id
            """;

    /** Only what a replica of a former release forgot, which does not count, can make the two differ. */
    private static final String MISCOUNTED = """
            select s.account_id from account_storage s
            left join (select account_id, sum(reserved_bytes) as bytes from file group by account_id) f using (account_id)
            where s.used_bytes <> coalesce(f.bytes, 0)
            """;

    private static final String LOCK = "select 1 from account_storage where account_id = ? for update";

    private static final String RECOUNT = """
            update account_storage set used_bytes =
                (select coalesce(sum(reserved_bytes), 0) from file where account_id = account_storage.account_id)
            where account_id = ?
            """;

    private final FilesConfig config;
    private final FileDatabase database;

    StorageQuota(FilesConfig config, FileDatabase database) {
        this.config = config;
        this.database = database;
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
        return database.call(connection -> {
            try (var statement = FileRows.prepare(
                            connection, "select used_bytes from account_storage where account_id = ?", accountId);
                    var rows = statement.executeQuery()) {
                return new Storage(rows.next() ? rows.getLong(1) : 0, limitBytes());
            }
        });
    }

    long limitBytes() {
        return config.accountQuota().asLongValue();
    }

    /** Counts so many more bytes for a file being received; false if its account may not have them. Blocks. */
    boolean reserve(UUID fileId, long bytes) {
        return bytes <= limitBytes() && database.update(RESERVE, fileId, bytes, limitBytes(), bytes) == 1;
    }

    /** Puts right what was counted wrong; blocks. */
    void recount() {
        for (var accountId : database.call(connection -> FileRows.ids(connection, MISCOUNTED))) {
            database.call(connection -> {
                connection.setAutoCommit(false);
                try (var lock = FileRows.prepare(connection, LOCK, accountId)) {
                    // Nobody counts anything for the account until this is committed, so the sum is right.
                    lock.execute();
                    int changed = FileRows.update(connection, RECOUNT, accountId);
                    connection.commit();
                    return changed;
                } finally {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
            });
        }
    }
}
