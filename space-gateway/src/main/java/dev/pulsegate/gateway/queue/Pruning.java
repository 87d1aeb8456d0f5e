package dev.pulsegate.gateway.queue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

import dev.pulsegate.gateway.file.RequestFiles;
import dev.pulsegate.platform.id.Uuid7;

/** Deletes finished requests with all that belongs to them, or their files alone, a bounded number in a transaction. */
final class Pruning {

    /** Ids begin with the time they were made, so the primary key leads to the oldest. */
    private static final String DELETE = """
            delete from request where id in (
                select id from request where id < ? and status not in ('queued', 'processing') order by id limit ?
                for update skip locked
            )
            returning id
            """;

    private static final String UNSUCCESSFUL = """
            update request set files_kept = false where id in (
                select id from request
                where files_kept and status in ('failed', 'canceled', 'expired') and finished_at < ?
                order by finished_at limit ? for update skip locked
            )
            returning id
            """;

    private final DataSource dataSource;
    private final RequestFiles files;

    Pruning(DataSource dataSource, RequestFiles files) {
        this.dataSource = dataSource;
        this.files = files;
    }

    /** Deletes some that were accepted before an instant; returns how many. */
    int prune(Instant before, int count) throws SQLException {
        return Sql.inTransaction(dataSource, connection -> {
            var ids = ids(connection, DELETE, delete -> delete.setObject(1, Uuid7.firstAt(before)), count);
            if (!ids.isEmpty()) {
                deleteOf(connection, "delete from request_event where request_id = any (?)", ids);
                deleteOf(connection, "delete from webhook where request_id = any (?)", ids);
                files.release(connection, ids);
            }
            return ids.size();
        });
    }

    /** Lets go of the files of some that came to an end other than completed before an instant; returns of how many. */
    int releaseFiles(Instant before, int count) throws SQLException {
        return Sql.inTransaction(dataSource, connection -> {
            var ids = ids(connection, UNSUCCESSFUL, by -> by.setTimestamp(1, Sql.timestamp(before)), count);
            if (!ids.isEmpty()) {
                files.release(connection, ids);
            }
            return ids.size();
        });
    }

    private static List<UUID> ids(Connection connection, String sql, Sql.Binder before, int count) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            before.bind(statement);
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
