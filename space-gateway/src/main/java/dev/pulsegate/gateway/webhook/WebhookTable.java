package dev.pulsegate.gateway.webhook;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;

/** Webhooks in the database. Every method blocks. */
@ApplicationScoped
class WebhookTable {

    /**
     * Takes what is due: the oldest of each account, the first of each before the second of any, within the shares of hosts
     * and accounts. The accounts are found by one step in the index each, however much each has waiting. Whoever takes one
     * has it for a while; if that process dies, another takes it.
     */
    private static final String TAKE_DUE = """
            with recursive account (id) as (
                (select account_id from webhook where state = 'pending' and due_at is not null
                 order by account_id limit 1)
                union all
                select (select w.account_id from webhook w
                        where w.state = 'pending' and w.due_at is not null and w.account_id > a.id
                        order by w.account_id limit 1)
                from account a where a.id is not null
            ), host_busy as (
                select * from unnest(?::text[], ?::int[]) as h (host, count)
            ), account_busy as (
                select * from unnest(?::uuid[], ?::int[]) as a (id, count)
            ), of_account as (
                select w.*, row_number() over (partition by w.account_id order by w.due_at, w.request_id)
                            + coalesce(b.count, 0) as account_place
                from account a
                left join account_busy b on b.id = a.id
                cross join lateral (
                    select request_id, account_id, host, due_at from webhook
                    where account_id = a.id and state = 'pending' and due_at <= clock_timestamp() and attempts < ?
                        and host not in (select host from host_busy where count >= ?)
                    order by due_at limit ?
                ) w
            ), of_host as (
                select a.*, row_number() over (partition by a.host order by a.account_place, a.due_at)
                            + coalesce(b.count, 0) as host_place
                from of_account a left join host_busy b on b.host = a.host
                where a.account_place <= ?
            ), chosen as (
                select request_id from of_host where host_place <= ? order by account_place, due_at limit ?
            ), held as (
                select w.request_id from webhook w join chosen c on c.request_id = w.request_id
                where w.state = 'pending' and w.due_at <= clock_timestamp()
                for update of w skip locked
            ), taken as (
                update webhook w set attempts = w.attempts + 1,
                    due_at = clock_timestamp() + ? * interval '1 millisecond'
                from held where w.request_id = held.request_id
                returning w.*
            )
            select w.request_id, w.account_id, w.host, w.url, w.secret, w.attempts, r.space_id, r.space_name, r.status,
                   r.accepted_at, r.finished_at, r.result, r.failure
            from taken w join request r on r.id = w.request_id
            """;

    /** Of a process that died, or could not write down what came of the last attempt. */
    private static final String GIVE_UP_EXHAUSTED =
            "update webhook set state = 'failed', due_at = null, last_error = coalesce(last_error, 'no answer was seen')"
                    + " where state = 'pending' and due_at <= clock_timestamp() and attempts >= ?";

    private static final String STANDING =
            "select state, attempts, due_at, delivered_at, last_error from webhook where request_id = ?";

    private static final String DELIVERED =
            "update webhook set state = 'delivered', due_at = null, delivered_at = clock_timestamp(), last_error = null"
                    + " where request_id = ?";

    private static final String FAILED =
            "update webhook set state = 'failed', due_at = null, last_error = ? where request_id = ?";

    private static final String LATER = "update webhook set last_error = ?,"
            + " due_at = clock_timestamp() + ? * interval '1 millisecond' where request_id = ?";

    private final AgroalDataSource dataSource;

    WebhookTable(@DataSource("gateway") AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Takes what is due and was not tried too often, for so long. */
    List<DueWebhook> takeDue(Shares.Room room, int mostAttempts, Duration hold) throws SQLException {
        if (room.free() <= 0) {
            return List.of();
        }
        try (var connection = dataSource.getConnection();
                var take = connection.prepareStatement(TAKE_DUE)) {
            // Keys and values of one map come in the same order.
            take.setArray(
                    1, connection.createArrayOf("text", room.byHost().keySet().toArray()));
            take.setArray(
                    2, connection.createArrayOf("int4", room.byHost().values().toArray()));
            take.setArray(
                    3,
                    connection.createArrayOf("uuid", room.byAccount().keySet().toArray()));
            take.setArray(
                    4,
                    connection.createArrayOf("int4", room.byAccount().values().toArray()));
            take.setInt(5, mostAttempts);
            take.setInt(6, room.perHost());
            take.setInt(7, room.perAccount());
            take.setInt(8, room.perAccount());
            take.setInt(9, room.perHost());
            take.setInt(10, room.free());
            take.setLong(11, hold.toMillis());
            try (var rows = take.executeQuery()) {
                var due = new ArrayList<DueWebhook>();
                while (rows.next()) {
                    due.add(webhook(rows));
                }
                return due;
            }
        }
    }

    private static DueWebhook webhook(ResultSet row) throws SQLException {
        return new DueWebhook(
                row.getObject("request_id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getString("host"),
                row.getString("url"),
                row.getString("secret"),
                row.getInt("attempts"),
                row.getObject("space_id", UUID.class),
                row.getString("space_name"),
                row.getString("status"),
                row.getTimestamp("accepted_at").toInstant(),
                row.getTimestamp("finished_at").toInstant(),
                row.getString("result"),
                row.getString("failure"));
    }

    /** Gives up what was tried often enough without anybody saying what came of it. */
    void giveUpExhausted(int mostAttempts) throws SQLException {
        update(GIVE_UP_EXHAUSTED, statement -> statement.setInt(1, mostAttempts));
    }

    /** How the webhook of a request stands; empty if it has none. */
    Optional<WebhookStanding> standing(UUID requestId) throws SQLException {
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement(STANDING)) {
            select.setObject(1, requestId);
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(standing(rows)) : Optional.empty();
            }
        }
    }

    private static WebhookStanding standing(ResultSet row) throws SQLException {
        return new WebhookStanding(
                row.getString("state"),
                row.getInt("attempts"),
                instant(row, "due_at"),
                instant(row, "delivered_at"),
                row.getString("last_error"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        var timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }

    void delivered(UUID requestId) throws SQLException {
        update(DELIVERED, statement -> statement.setObject(1, requestId));
    }

    void failed(UUID requestId, String error) throws SQLException {
        update(FAILED, statement -> {
            statement.setString(1, error);
            statement.setObject(2, requestId);
        });
    }

    void later(UUID requestId, String error, Duration pause) throws SQLException {
        update(LATER, statement -> {
            statement.setString(1, error);
            statement.setLong(2, pause.toMillis());
            statement.setObject(3, requestId);
        });
    }

    @FunctionalInterface
    private interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private void update(String sql, Binder binder) throws SQLException {
        try (var connection = dataSource.getConnection();
                var update = connection.prepareStatement(sql)) {
            binder.bind(update);
            update.executeUpdate();
        }
    }
}
