package dev.pulsegate.gateway.webhook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.jboss.logging.Logger;

import dev.pulsegate.gateway.GatewayConfig;

/** Posts one webhook, and says in the table what came of it. */
@ApplicationScoped
class WebhookDelivery {

    private static final Logger LOG = Logger.getLogger(WebhookDelivery.class);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
    private static final int GONE = 410;
    private static final int LONGEST_ERROR = 500;

    private final WebhookTable table;
    private final ObjectMapper json;
    private final GatewayConfig.Webhooks config;
    private final Clock clock = Clock.systemUTC();
    private final HttpClient http;

    WebhookDelivery(WebhookTable table, ObjectMapper json, GatewayConfig config) {
        this.table = table;
        this.json = json;
        this.config = config.webhooks();
        this.http = HttpClient.newBuilder()
                .connectTimeout(this.config.timeout())
                .followRedirects(Redirect.NEVER)
                .build();
    }

    @PreDestroy
    void stop() {
        http.shutdownNow();
    }

    /** How long one may take, all together. */
    Duration longest() {
        return config.timeout().multipliedBy(2).plusSeconds(5);
    }

    /** Posts it; blocks. */
    void deliver(DueWebhook webhook) throws InterruptedException {
        try {
            try {
                answered(webhook, post(webhook));
            } catch (IOException | IllegalArgumentException e) {
                again(webhook, String.valueOf(e.getMessage()));
            }
        } catch (SQLException e) {
            LOG.debugf("What came of a webhook cannot be written; it will be posted again: %s", e.toString());
        }
    }

    private int post(DueWebhook webhook) throws IOException, InterruptedException {
        var uri = URI.create(webhook.url());
        if (uri.getHost() == null || !(config.allowPrivateAddresses() || PublicAddress.isPublic(uri.getHost()))) {
            throw new IOException("the address is not public");
        }
        var body = json.writeValueAsString(WebhookMessage.of(webhook));
        var id = webhook.requestId().toString();
        var now = clock.instant();
        var request = HttpRequest.newBuilder(uri)
                .timeout(config.timeout())
                .header("Content-Type", "application/json")
                .header("User-Agent", "PulseGate")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .header("webhook-signature", WebhookSignature.of(webhook.secret(), id, now, body))
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private void answered(DueWebhook webhook, int status) throws SQLException {
        if (status / 100 == 2) {
            table.delivered(webhook.requestId());
        } else if (status == GONE) {
            table.failed(webhook.requestId(), "the receiver wants no more: status 410");
        } else {
            again(webhook, "status " + status);
        }
    }

    private void again(DueWebhook webhook, String error) throws SQLException {
        var shortened = error.substring(0, Math.min(LONGEST_ERROR, error.length()));
        if (webhook.attempts() >= config.attempts()) {
            table.failed(webhook.requestId(), shortened);
            LOG.infof("The webhook of request %s is given up: %s", webhook.requestId(), shortened);
        } else {
            table.later(webhook.requestId(), shortened, pause(webhook.attempts()));
        }
    }

    /** Twice as long each time, and not for all at the same moment. */
    private Duration pause(int attempts) {
        double doubled = (double) config.firstPause().toMillis() * Math.pow(2, attempts - 1.0);
        double jitter = ThreadLocalRandom.current().nextDouble(0.8, 1.2);
        return Duration.ofMillis((long) (Math.min(doubled, (double) LONGEST_PAUSE.toMillis()) * jitter));
    }
}
