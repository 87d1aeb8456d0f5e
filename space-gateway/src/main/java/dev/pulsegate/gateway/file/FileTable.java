package dev.pulsegate.gateway.file;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.gateway.file.store.FileStore.Written;
import dev.pulsegate.gateway.file.store.StoreKey;

/** The table of files. Each method is a transaction of its own. */
@ApplicationScoped
class FileTable {

    private static final String READY = "select " + FileRows.COLUMNS + " from file where state = 'ready' and ";

    /** What was counted beyond the size is given back. */
    private static final String FINISH = """
            with before as (
                select id, reserved_bytes from file where id = ? and state = 'uploading' for update
            ), done as (
                update file f
                set state = 'ready', size_bytes = g.size, sha256 = g.sha256, expires_at = g.expires_at,
                    reserved_bytes = least(f.reserved_bytes, g.size)
                from before b cross join (values (?::bigint, ?::text, ?::timestamptz)) as g (size, sha256, expires_at)
                where f.id = b.id
                returning f.*, b.reserved_bytes - f.reserved_bytes as surplus
            ), freed as (
                update account_storage s set used_bytes = s.used_bytes - done.surplus
                from done where s.account_id = done.account_id and done.surplus > 0
            )
            select * from done
            """;

    /** In the order of locks: files by id, then accounts. */
    private static final String FORGET = """
            with gone as (
                delete from file where id in (select id from file where id = any(?) order by id for update)
                returning account_id, reserved_bytes
            ), freed as (
                select account_id, sum(reserved_bytes) as bytes from gone group by account_id
            ), held as (
                select s.account_id from account_storage s join freed using (account_id)
                order by s.account_id for update of s
            )
            update account_storage s set used_bytes = s.used_bytes - freed.bytes
            from freed join held using (account_id) where s.account_id = freed.account_id
            """;

    private final FileDatabase database;

    FileTable(FileDatabase database) {
        this.database = database;
    }

    /** Notes a file about to be received. False if its id is taken. */
    boolean begin(Incoming file, StoreKey key, Instant createdAt, Instant expiresAt) {
        var sql = """
                insert into file (id, account_id, space_id, request_id, kind, name, content_type, store_key, state,
                                  created_at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, 'uploading', ?, ?) on conflict do nothing""";
        return 1
                == update(
                        sql,
                        file.id(),
                        file.accountId(),
                        file.spaceId().orElse(null),
                        file.requestId().orElse(null),
                        file.kind().label(),
                        file.name().value(),
                        file.contentType().value(),
                        key.value(),
                        FileRows.time(createdAt),
                        FileRows.time(expiresAt));
    }

    /** Notes that a file has been received; none if that came too late and it is being cleaned up. */
    Optional<StoredFile> finish(UUID id, Written written, Instant expiresAt) {
        return query(FINISH, id, written.sizeBytes(), written.sha256(), FileRows.time(expiresAt)).stream()
                .findFirst();
    }

    /** A file that is there. */
    Optional<StoredFile> find(UUID id) {
        return query(READY + "id = ?", id).stream().findFirst();
    }

    /** Those of the files that are there. */
    List<StoredFile> find(Collection<UUID> ids) {
        return query(READY + "id = any(?)", (Object) ids.toArray(UUID[]::new));
    }

    /** What an account has sent and no request uses. */
    Unused unused(UUID accountId) {
        var sql = "select count(*), coalesce(sum(size_bytes), 0) from file"
                + " where account_id = ? and request_id is null and state <> 'deleted'";
        return call(connection -> {
            try (var statement = FileRows.prepare(connection, sql, accountId);
                    var rows = statement.executeQuery()) {
                rows.next();
                return new Unused(rows.getLong(1), rows.getLong(2));
            }
        });
    }

    /** Marks those of the files that no request uses to be deleted, and returns them. */
    List<Doomed> doomUnused(Collection<UUID> ids) {
        return doomed("""
                update file set state = 'deleted' where id in (
                    select id from file where id = any(?) and request_id is null and state <> 'deleted'
                    order by id for update)
                returning id, store_key
                """, (Object) ids.toArray(UUID[]::new));
    }

    /** Marks files to be deleted whose time is over, as many as the limit, and returns how many. */
    int doomDue(Instant now, int limit) {
        var sql = """
                update file set state = 'deleted' where id in (
                    select id from file
                    where state <> 'deleted' and (request_id is null or state = 'uploading') and expires_at < ?
                    order by expires_at limit ? for update skip locked)""";
        return update(sql, FileRows.time(now), limit);
    }

    /** Files marked to be deleted, as many as the limit, after this id. */
    List<Doomed> doomed(UUID after, int limit) {
        return doomed(
                "select id, store_key from file where state = 'deleted' and id > ? order by id limit ?", after, limit);
    }

    /** Forgets files whose objects are gone or never were: what they took of their accounts' storage is free. */
    void forget(Collection<UUID> ids) {
        update(FORGET, (Object) ids.toArray(UUID[]::new));
    }

    /** Which of these objects the table knows. */
    Set<StoreKey> known(Collection<StoreKey> keys) {
        var values = keys.stream().map(StoreKey::value).toArray(String[]::new);
        return call(connection -> FileRows.keys(connection, values));
    }

    private List<Doomed> doomed(String sql, Object... parameters) {
        return call(connection -> {
            try (var statement = FileRows.prepare(connection, sql, parameters);
                    var rows = statement.executeQuery()) {
                var found = new ArrayList<Doomed>();
                while (rows.next()) {
                    found.add(new Doomed(rows.getObject(1, UUID.class), new StoreKey(rows.getString(2))));
                }
                return found;
            }
        });
    }

    private List<StoredFile> query(String sql, Object... parameters) {
        return call(connection -> FileRows.query(connection, sql, parameters));
    }

    private int update(String sql, Object... parameters) {
        return database.update(sql, parameters);
    }

    private <T> T call(FileDatabase.Work<T> work) {
        return database.call(work);
    }

    /** What an account has sent and no request uses: how many files, and their bytes. */
    record Unused(long files, long sizeBytes) {}

    /** A file marked to be deleted. */
    record Doomed(UUID id, StoreKey key) {}
}
