package dev.pulsegate.gateway.webhook;

import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** What others may know of webhooks. Blocks on the database. */
@ApplicationScoped
public class Webhooks {

    private final WebhookTable table;

    Webhooks(WebhookTable table) {
        this.table = table;
    }

    /** How the webhook of a request stands; empty if it has none. */
    public Optional<WebhookStanding> standing(UUID requestId) throws SQLException {
        return table.standing(requestId);
    }
}
