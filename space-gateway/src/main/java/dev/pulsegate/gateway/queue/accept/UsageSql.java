package dev.pulsegate.gateway.queue.accept;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import dev.pulsegate.gateway.queue.Sql;
import dev.pulsegate.gateway.queue.accept.AcceptTransaction.Asker;
import dev.pulsegate.gateway.queue.accept.UsageRules.Usage;

/** The statements that keep what accounts have had of cooldowns and quotas, on one connection. */
public final class UsageSql {

    private static final String BEGIN_USAGE = """
            insert into account_usage (account_id, space_id, last_accepted_at, day, accepted)
            select account_id, space_id, 'epoch', 'epoch', 0
            from unnest(?::uuid[], ?::uuid[]) as g (account_id, space_id)
            on conflict do nothing
            """;

    private static final String LOCK_USAGE = """
            select u.* from account_usage u
            join unnest(?::uuid[], ?::uuid[]) as g (account_id, space_id) using (account_id, space_id)
            order by u.account_id, u.space_id for update of u
            """;

    private static final String WRITE_USAGE = """
            update account_usage set last_accepted_at = ?, day = ?, accepted = ? where account_id = ? and space_id = ?
            """;

    private final Connection connection;

    UsageSql(Connection connection) {
        this.connection = connection;
    }

    /** What the askers have had, locked until the transaction ends. */
    Map<Asker, Usage> lock(Collection<Asker> askers) throws SQLException {
        var usages = new HashMap<Asker, Usage>();
        if (askers.isEmpty()) {
            return usages;
        }
        var accounts =
                Sql.uuids(connection, askers.stream().map(Asker::accountId).toList());
        var spaces = Sql.uuids(connection, askers.stream().map(Asker::spaceId).toList());
        try (var begin = connection.prepareStatement(BEGIN_USAGE);
                var select = connection.prepareStatement(LOCK_USAGE)) {
            begin.setArray(1, accounts);
            begin.setArray(2, spaces);
            begin.executeUpdate();
            select.setArray(1, accounts);
            select.setArray(2, spaces);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    usages.put(new Asker(Sql.uuid(rows, "account_id"), Sql.uuid(rows, "space_id")), usage(rows));
                }
            }
        }
        return usages;
    }

    /** A row of the table. */
    public static Usage usage(ResultSet row) throws SQLException {
        return new Usage(
                Sql.instant(row, "last_accepted_at"), row.getObject("day", LocalDate.class), row.getInt("accepted"));
    }

    void write(Map<Asker, Usage> usages) throws SQLException {
        if (usages.isEmpty()) {
            return;
        }
        try (var update = connection.prepareStatement(WRITE_USAGE)) {
            for (var entry : usages.entrySet()) {
                update.setTimestamp(1, Sql.timestamp(entry.getValue().lastAcceptedAt()));
                update.setObject(2, entry.getValue().day());
                update.setInt(3, entry.getValue().accepted());
                update.setObject(4, entry.getKey().accountId());
                update.setObject(5, entry.getKey().spaceId());
                update.addBatch();
            }
            update.executeBatch();
        }
    }
}
