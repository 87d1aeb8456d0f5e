package dev.pulsegate.gateway.queue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

import dev.pulsegate.gateway.file.RequestFiles;
import dev.pulsegate.platform.id.Uuid7;

/** Deletes finished requests with all that belongs to them, or their files alone, a bounded number in a transaction. */
public final class Pruning {

    /** Ids begin with the time they were made, so the primary key leads to the oldest. */
    private static final String DELETE = """
            delete from request where id in (
                select id from request where id < ? and status not in (%s) order by id limit ?
                for update skip locked
            )
            returning id
            """.formatted(RequestState.OPEN_SQL);

    private static final String UNSUCCESSFUL = """
            update request set files_kept = false where id in (
                select id from request
                where files_kept and status in (%s) and finished_at < ?
                order by finished_at limit ? for update skip locked
            )
            returning id
            """.formatted(RequestState.UNSUCCESSFUL_SQL);

    private final DataSource dataSource;
    private final RequestFiles files;

    public Pruning(DataSource dataSource, RequestFiles files) {
        this.dataSource = dataSource;
        this.files = files;
    }

    /**
     * Deletes finished requests, and all that belongs to them, in one transaction; blocks.
     *
     * @param before only those accepted before
     * @param count how many at most
     * @return how many there were; fewer than asked for mean that there are no more
     */
    public int prune(Instant before, int count) throws SQLException {
        return Sql.inTransaction(dataSource, connection -> {
            var ids = ids(connection, DELETE, Uuid7.firstAt(before), count);
            if (!ids.isEmpty()) {
                deleteOf(connection, "delete from request_event where request_id = any (?)", ids);
                deleteOf(connection, "delete from webhook where request_id = any (?)", ids);
                files.release(connection, ids);
            }
            return ids.size();
        });
    }

    /**
     * Lets go of the files of requests that failed, expired or were canceled, in one transaction; blocks.
     *
     * @param before only of those that came to their end before
     * @param count of how many requests at most
     * @return of how many there were; fewer than asked for mean that there are no more
     */
    public int releaseFiles(Instant before, int count) throws SQLException {
        return Sql.inTransaction(dataSource, connection -> {
            var ids = ids(connection, UNSUCCESSFUL, Timestamp.from(before), count);
            if (!ids.isEmpty()) {
                files.release(connection, ids);
            }
            return ids.size();
        });
    }

    private static List<UUID> ids(Connection connection, String sql, Object before, int count) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, before);
            statement.setInt(2, count);
            try (var rows = statement.executeQuery()) {
                var ids = new ArrayList<UUID>();
                while (rows.next()) {
                    ids.add(Sql.uuid(rows, "id"));
                }
                return ids;
            }
        }
    }

    private static void deleteOf(Connection connection, String sql, List<UUID> ids) throws SQLException {
        try (var delete = connection.prepareStatement(sql)) {
            delete.setArray(1, Sql.uuids(connection, ids));
            delete.executeUpdate();
        }
    }
}
