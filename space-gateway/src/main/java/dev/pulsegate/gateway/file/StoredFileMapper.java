package dev.pulsegate.gateway.file;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

import dev.pulsegate.gateway.file.store.StoreKey;

/** Makes files of rows. */
final class StoredFileMapper implements RowMapper<StoredFile> {

    /** What it reads; a file that is not {@code ready} has no size yet. */
    static final String SELECT_READY = """
            select id, account_id, space_id, request_id, kind, name, content_type, size_bytes, sha256, store_key,
                   created_at, expires_at
            from file where state = 'ready' and\s""";

    @Override
    public StoredFile map(ResultSet row, StatementContext context) throws SQLException {
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
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }
}
