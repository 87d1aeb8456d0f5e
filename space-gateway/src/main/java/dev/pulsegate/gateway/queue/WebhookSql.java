package dev.pulsegate.gateway.queue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Makes webhooks due in the transaction that ends their requests, so that none is forgotten. */
public final class WebhookSql {

    private static final String WAKE =
            "update webhook set due_at = now() where request_id = any (?) and due_at is null";

    private WebhookSql() {}

    public static void wake(Connection connection, List<UUID> requestIds) throws SQLException {
        if (requestIds.isEmpty()) {
            return;
        }
        try (var update = connection.prepareStatement(WAKE)) {
            update.setArray(1, Sql.uuids(connection, requestIds));
            update.executeUpdate();
        }
    }
}
