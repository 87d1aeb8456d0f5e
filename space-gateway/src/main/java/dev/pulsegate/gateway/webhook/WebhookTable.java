package dev.pulsegate.gateway.webhook;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;

/** Webhooks in the database. Every method blocks. */
@ApplicationScoped
class WebhookTable {

    /** Whoever takes one has it until then; if that process dies, another takes it. */
    private static final String TAKE_DUE = """
            with due as (
                select request_id from webhook
                where state = 'pending' and due_at <= clock_timestamp()
                order by due_at limit ? for update skip locked
            ), taken as (
                update webhook w set attempts = w.attempts + 1,
                    due_at = clock_timestamp() + ? * interval '1 millisecond'
                from due where w.request_id = due.request_id
                returning w.*
            )
            select w.request_id, w.url, w.secret, w.attempts, r.space_id, r.space_name, r.status, r.accepted_at,
                   r.finished_at, r.result, r.failure
            from taken w join request r on r.id = w.request_id
            """;

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

    /** Takes what is due, for so long. */
    List<DueWebhook> takeDue(int count, Duration hold) throws SQLException {
        try (var connection = dataSource.getConnection();
                var take = connection.prepareStatement(TAKE_DUE)) {
            take.setInt(1, count);
            take.setLong(2, hold.toMillis());
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
