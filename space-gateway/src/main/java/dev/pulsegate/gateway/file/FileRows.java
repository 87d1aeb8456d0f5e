package dev.pulsegate.gateway.file;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.pulsegate.gateway.file.store.StoreKey;

/** Rows of the table of files, to and from JDBC. */
final class FileRows {

    /** The columns {@link #query} reads, in its order. */
    static final String COLUMNS = "id, account_id, space_id, request_id, kind, name, content_type, size_bytes, sha256,"
            + " store_key, created_at, expires_at";

    private FileRows() {}

    static List<StoredFile> query(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = prepare(connection, sql, parameters);
                var rows = statement.executeQuery()) {
            var found = new ArrayList<StoredFile>();
            while (rows.next()) {
                found.add(file(rows));
            }
            return found;
        }
    }

    static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    static Set<StoreKey> keys(Connection connection, String... keys) throws SQLException {
        try (var statement = prepare(connection, "select store_key from file where store_key = any(?)", (Object) keys);
                var rows = statement.executeQuery()) {
            var found = new HashSet<StoreKey>();
            while (rows.next()) {
                found.add(new StoreKey(rows.getString(1)));
            }
            return found;
        }
    }

    static List<UUID> ids(Connection connection, String sql) throws SQLException {
        try (var statement = prepare(connection, sql);
                var rows = statement.executeQuery()) {
            var found = new ArrayList<UUID>();
            while (rows.next()) {
                found.add(rows.getObject(1, UUID.class));
            }
            return found;
        }
    }

    static PreparedStatement prepare(Connection connection, String sql, Object... parameters) throws SQLException {
        var statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.length; i++) {
                bind(connection, statement, i + 1, parameters[i]);
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, int index, Object value)
            throws SQLException {
        switch (value) {
            case UUID[] ids -> statement.setArray(index, connection.createArrayOf("uuid", ids));
            case String[] texts -> statement.setArray(index, connection.createArrayOf("text", texts));
            case null, default -> statement.setObject(index, value);
        }
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static StoredFile file(ResultSet row) throws SQLException {
        return new StoredFile(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getObject("space_id", UUID.class),
                row.getObject("request_id", UUID.class),
                FileKind.ofLabel(row.getString("kind")).orElseThrow(),
                new FileName(row.getString("name")),
                new MediaType(row.getString("content_type")),
                row.getLong("size_bytes"),
                row.getString("sha256"),
                new StoreKey(row.getString("store_key")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }
}
