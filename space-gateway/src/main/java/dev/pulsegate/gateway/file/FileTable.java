package dev.pulsegate.gateway.file;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import jakarta.enterprise.context.ApplicationScoped;

import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

import dev.pulsegate.gateway.file.FileReceiver.Incoming;
import dev.pulsegate.gateway.file.store.FileStore.Written;
import dev.pulsegate.gateway.file.store.StoreKey;
import dev.pulsegate.platform.transaction.Conflicts;

/** The table of files. Each method is a transaction of its own, done again if another one gets in its way. */
@ApplicationScoped
class FileTable {

    /** The casts give a null its type. */
    private static final String BEGIN = """
            insert into file (id, account_id, space_id, request_id, kind, name, content_type, store_key, state,
                              created_at, expires_at)
            values (:id, :account, :space::uuid, :request::uuid, :kind, :name, :contentType, :key, 'uploading',
                    :createdAt, :expiresAt)
            on conflict do nothing
            """;

    /** What was counted beyond the size is given back. */
    private static final String FINISH = """
            with before as (
                select id, reserved_bytes from file where id = :id and state = 'uploading' for update
            ), done as (
                update file f
                set state = 'ready', size_bytes = g.size, sha256 = g.sha256, expires_at = g.expires_at,
                    reserved_bytes = least(f.reserved_bytes, g.size)
                from before b
                cross join (values (:sizeBytes::bigint, :sha256::text, :expiresAt::timestamptz))
                    as g (size, sha256, expires_at)
                where f.id = b.id
                returning f.*, b.reserved_bytes - f.reserved_bytes as surplus
            ), freed as (
                update account_storage s set used_bytes = s.used_bytes - done.surplus
                from done where s.account_id = done.account_id and done.surplus > 0
            )
            select * from done
            """;

    private static final String FIND = StoredFileMapper.SELECT_READY + "id = :id";

    private static final String UNUSED = """
            select count(*) as files, coalesce(sum(size_bytes), 0) as size_bytes from file
            where account_id = :account and request_id is null and state <> 'deleted'
            """;

    private static final String DOOM_UNUSED = """
            update file set state = 'deleted' where id in (
                select id from file where id = any(:ids) and request_id is null and state <> 'deleted'
                order by id for update)
            returning id, store_key
            """;

    private static final String DOOM_DUE = """
            update file set state = 'deleted' where id in (
                select id from file
                where state <> 'deleted' and (request_id is null or state = 'uploading') and expires_at < :now
                order by expires_at limit :limit for update skip locked)
            """;

    private static final String DOOMED =
            "select id, store_key from file where state = 'deleted' and id > :after order by id limit :limit";

    /** In the order of locks: files by id, then accounts. */
    private static final String FORGET = """
            with gone as (
                delete from file where id in (select id from file where id = any(:ids) order by id for update)
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

    private static final String KNOWN = "select store_key from file where store_key = any(:keys::text[])";

    private static final RowMapper<Doomed> DOOMED_MAPPER =
            (row, _) -> new Doomed(row.getObject("id", UUID.class), new StoreKey(row.getString("store_key")));

    private final Jdbi jdbi;

    FileTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Notes a file about to be received. False if its id is taken. */
    boolean begin(Incoming file, StoreKey key, Instant createdAt, Instant expiresAt) {
        return 1
                == update(BEGIN, insert -> insert.bind("id", file.id())
                        .bind("account", file.accountId())
                        .bind("space", file.spaceId())
                        .bind("request", file.requestId())
                        .bind("kind", file.kind().label())
                        .bind("name", file.name().value())
                        .bind("contentType", file.contentType().value())
                        .bind("key", key.value())
                        .bind("createdAt", createdAt)
                        .bind("expiresAt", expiresAt));
    }

    /** Notes that a file has been received; none if that came too late and it is being cleaned up. */
    Optional<StoredFile> finish(UUID id, Written written, Instant expiresAt) {
        return list(FINISH, new StoredFileMapper(), finish -> finish.bind("id", id)
                        .bind("sizeBytes", written.sizeBytes())
                        .bind("sha256", written.sha256())
                        .bind("expiresAt", expiresAt))
                .stream()
                .findFirst();
    }

    /** A file that is there. */
    Optional<StoredFile> find(UUID id) {
        return list(FIND, new StoredFileMapper(), find -> find.bind("id", id)).stream()
                .findFirst();
    }

    /** What an account has sent and no request uses. */
    Unused unused(UUID accountId) {
        RowMapper<Unused> mapper = (row, _) -> new Unused(row.getLong("files"), row.getLong("size_bytes"));
        return list(UNUSED, mapper, count -> count.bind("account", accountId)).getFirst();
    }

    /** Marks those of the files that no request uses to be deleted, and returns them. */
    List<Doomed> doomUnused(Collection<UUID> ids) {
        return list(DOOM_UNUSED, DOOMED_MAPPER, doom -> doom.bindArray("ids", UUID.class, ids));
    }

    /** Marks files to be deleted whose time is over, as many as the limit, and returns how many. */
    int doomDue(Instant now, int limit) {
        return update(DOOM_DUE, doom -> doom.bind("now", now).bind("limit", limit));
    }

    /** Files marked to be deleted, as many as the limit, after this id. */
    List<Doomed> doomed(UUID after, int limit) {
        return list(DOOMED, DOOMED_MAPPER, select -> select.bind("after", after).bind("limit", limit));
    }

    /** Forgets files whose objects are gone or never were: what they took of their accounts' storage is free. */
    void forget(Collection<UUID> ids) {
        update(FORGET, forget -> forget.bindArray("ids", UUID.class, ids));
    }

    /** Which of these objects the table knows. */
    Set<StoreKey> known(Collection<StoreKey> keys) {
        var values = keys.stream().map(StoreKey::value).toList();
        RowMapper<StoreKey> mapper = (row, _) -> new StoreKey(row.getString("store_key"));
        return Set.copyOf(list(KNOWN, mapper, select -> select.bindArray("keys", String.class, values)));
    }

    private <T> List<T> list(String sql, RowMapper<T> mapper, UnaryOperator<Query> bound) {
        return retried(
                handle -> bound.apply(handle.createQuery(sql)).map(mapper).list());
    }

    private int update(String sql, UnaryOperator<Update> bound) {
        return retried(handle -> bound.apply(handle.createUpdate(sql)).execute());
    }

    private <T> T retried(HandleCallback<T, RuntimeException> work) {
        return Conflicts.retried(() -> jdbi.withHandle(work));
    }

    /** What an account has sent and no request uses: how many files, and their bytes. */
    record Unused(long files, long sizeBytes) {}

    /** A file marked to be deleted. */
    record Doomed(UUID id, StoreKey key) {}
}
