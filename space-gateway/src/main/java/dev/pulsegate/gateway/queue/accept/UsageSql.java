package dev.pulsegate.gateway.queue.accept;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.pulsegate.gateway.queue.Columns;
import dev.pulsegate.gateway.queue.Sql;
import dev.pulsegate.gateway.queue.SqlType;

/** The statements that keep what accounts have had of cooldowns and quotas, on one connection. */
final class UsageSql {

    private static final Columns<Asker> ASKERS = new Columns<Asker>()
            .with("account_id", SqlType.UUID, Asker::accountId)
            .with("space_id", SqlType.UUID, Asker::spaceId);

    private static final String BEGIN = """
            insert into account_usage (account_id, space_id, last_accepted_at, day, accepted)
            select account_id, space_id, 'epoch', 'epoch', 0 from %s
            on conflict do nothing
            """.formatted(ASKERS.table());

    private static final String LOCK = """
            select u.* from account_usage u join %s using (account_id, space_id)
            order by u.account_id, u.space_id for update of u
            """.formatted(ASKERS.table());

    private static final Columns<Map.Entry<Asker, Usage>> USAGES = new Columns<Map.Entry<Asker, Usage>>()
            .with("account_id", SqlType.UUID, entry -> entry.getKey().accountId())
            .with("space_id", SqlType.UUID, entry -> entry.getKey().spaceId())
            .with("last_accepted_at", SqlType.TIMESTAMP, entry -> entry.getValue()
                    .lastAcceptedAt())
            .with("day", SqlType.DATE, entry -> entry.getValue().day())
            .with("accepted", SqlType.INT, entry -> entry.getValue().accepted());

    private static final String WRITE = """
            update account_usage u
            set last_accepted_at = g.last_accepted_at, day = g.day, accepted = g.accepted
            from %s
            where u.account_id = g.account_id and u.space_id = g.space_id
            """.formatted(USAGES.table());

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
        var rows = List.copyOf(askers);
        try (var begin = connection.prepareStatement(BEGIN);
                var select = connection.prepareStatement(LOCK)) {
            ASKERS.bind(begin, 1, rows);
            begin.executeUpdate();
            ASKERS.bind(select, 1, rows);
            try (var locked = select.executeQuery()) {
                while (locked.next()) {
                    usages.put(new Asker(Sql.uuid(locked, "account_id"), Sql.uuid(locked, "space_id")), usage(locked));
                }
            }
        }
        return usages;
    }

    /** A row of the table. */
    static Usage usage(ResultSet row) throws SQLException {
        return new Usage(
                Sql.instant(row, "last_accepted_at"), row.getObject("day", LocalDate.class), row.getInt("accepted"));
    }

    void write(Map<Asker, Usage> usages) throws SQLException {
        if (usages.isEmpty()) {
            return;
        }
        try (var update = connection.prepareStatement(WRITE)) {
            USAGES.bind(update, 1, List.copyOf(usages.entrySet()));
            update.executeUpdate();
        }
    }
}
