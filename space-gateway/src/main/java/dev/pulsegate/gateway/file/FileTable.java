package dev.pulsegate.gateway.file;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;

import dev.pulsegate.gateway.file.store.FileStore.Written;
import dev.pulsegate.gateway.file.store.StoreKey;
import dev.pulsegate.platform.transaction.Conflicts;

/** The table of files. Each method is a transaction of its own. */
@ApplicationScoped
class FileTable {

    private static final String READY = "select " + FileRows.COLUMNS + " from file where state = 'ready' and ";

    private final AgroalDataSource dataSource;

    FileTable(@DataSource("gateway") AgroalDataSource dataSource) {
        this.dataSource = dataSource;
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
        var sql = "update file set state = 'ready', size_bytes = ?, sha256 = ?, expires_at = ?"
                + " where id = ? and state = 'uploading' returning " + FileRows.COLUMNS;
        return query(sql, written.sizeBytes(), written.sha256(), FileRows.time(expiresAt), id).stream()
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

    /** Forgets files whose objects are gone or never were. */
    void forget(Collection<UUID> ids) {
        update("delete from file where id in (select id from file where id = any(?) order by id for update)", (Object)
                ids.toArray(UUID[]::new));
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
        return call(connection -> FileRows.update(connection, sql, parameters));
    }

    private <T> T call(Work<T> work) {
        try {
            return Conflicts.retried(() -> {
                try (var connection = dataSource.getConnection()) {
                    return work.on(connection);
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException("The table of files cannot be used: " + e.getMessage(), e);
        }
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** What an account has sent and no request uses: how many files, and their bytes. */
    record Unused(long files, long sizeBytes) {}

    /** A file marked to be deleted. */
    record Doomed(UUID id, StoreKey key) {}
}
