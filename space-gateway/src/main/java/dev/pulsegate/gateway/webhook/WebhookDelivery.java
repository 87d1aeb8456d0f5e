package dev.pulsegate.gateway.webhook;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.StatusCode;
import io.quarkus.runtime.Startup;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;

import dev.pulsegate.gateway.GatewayConfig;
import dev.pulsegate.gateway.trace.RequestSpans;
import dev.pulsegate.platform.trace.TraceParent;

/** Posts one webhook, and says in the table what came of it. */
@Startup
@ApplicationScoped
class WebhookDelivery {

    private static final Logger LOG = Logger.getLogger(WebhookDelivery.class);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
    private static final int GONE = 410;
    private static final int LONGEST_ERROR = 500;

    private final WebhookTable table;
    private final HookClient client;
    private final ObjectMapper json;
    private final GatewayConfig.Webhooks config;
    private final RequestSpans spans;
    private final Counter delivered;
    private final Counter failed;
    private final Counter givenUp;
    private final Clock clock = Clock.systemUTC();

    WebhookDelivery(
            WebhookTable table,
            HookClient client,
            ObjectMapper json,
            GatewayConfig config,
            RequestSpans spans,
            MeterRegistry registry) {
        this.table = table;
        this.client = client;
        this.json = json;
        this.config = config.webhooks();
        this.spans = spans;
        this.delivered = attempts(registry, "delivered");
        this.failed = attempts(registry, "failed");
        this.givenUp = attempts(registry, "given_up");
    }

    private static Counter attempts(MeterRegistry registry, String outcome) {
        return registry.counter("pulsegate.webhooks.attempts", "outcome", outcome);
    }

    /** How long one may take, all together, with the time to write down what came of it. */
    Duration longest() {
        return config.timeout().plusSeconds(10);
    }

    /** How often one is tried. */
    int mostAttempts() {
        return config.attempts();
    }

    /** Posts it; blocks. */
    void deliver(DueWebhook webhook) throws InterruptedException {
        try {
            attempt(webhook);
        } catch (JdbiException e) {
            LOG.debugf("What came of a webhook cannot be written; it will be posted again: %s", e.toString());
        }
    }

    private void attempt(DueWebhook webhook) throws InterruptedException {
        var span = spans.telling(webhook.traceparent(), webhook.requestId(), webhook.host(), webhook.attempts());
        try {
            int status = post(webhook, TraceParent.write(span.getSpanContext()));
            span.setAttribute("http.response.status_code", status);
            span.setStatus(status / 100 == 2 ? StatusCode.UNSET : StatusCode.ERROR);
            answered(webhook, status);
        } catch (IllegalArgumentException unusable) {
            span.setStatus(StatusCode.ERROR);
            giveUp(webhook, "the address or the secret is not one");
        } catch (IOException e) {
            span.setStatus(StatusCode.ERROR);
            again(webhook, String.valueOf(e.getMessage()));
        } finally {
            span.end();
        }
    }

    private int post(DueWebhook webhook, String traceparent) throws IOException, InterruptedException {
        var uri = URI.create(webhook.url());
        var body = json.writeValueAsString(WebhookMessage.of(webhook));
        var id = webhook.requestId().toString();
        var now = clock.instant();
        var headers = new HashMap<>(Map.of(
                "Content-Type",
                "application/json",
                "User-Agent",
                "PulseGate",
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(now.getEpochSecond()),
                "webhook-signature",
                WebhookSignature.of(webhook.secret(), id, now, body)));
        if (traceparent != null) {
            headers.put(TraceParent.HEADER, traceparent);
        }
        return client.post(uri, headers, body);
    }

    private void answered(DueWebhook webhook, int status) {
        if (status / 100 == 2) {
            table.delivered(webhook.requestId());
            delivered.increment();
        } else if (status == GONE) {
            giveUp(webhook, "the receiver wants no more: status 410");
        } else {
            again(webhook, "status " + status);
        }
    }

    private void again(DueWebhook webhook, String error) {
        if (webhook.attempts() >= config.attempts()) {
            giveUp(webhook, error);
        } else {
            table.later(webhook.requestId(), fitToKeep(error), pause(webhook.attempts()));
            failed.increment();
        }
    }

    private void giveUp(DueWebhook webhook, String error) {
        table.failed(webhook.requestId(), fitToKeep(error));
        givenUp.increment();
        LOG.infof("The webhook of request %s is given up: %s", webhook.requestId(), fitToKeep(error));
    }

    /** What went wrong may quote what the receiver sent. */
    private static String fitToKeep(String error) {
        return error.substring(0, Math.min(LONGEST_ERROR, error.length())).replaceAll("\\p{Cntrl}", "?");
    }

    /** Twice as long each time, and not for all at the same moment. */
    private Duration pause(int attempts) {
        double doubled = (double) config.firstPause().toMillis() * Math.pow(2, attempts - 1.0);
        double jitter = ThreadLocalRandom.current().nextDouble(0.8, 1.2);
        return Duration.ofMillis((long) (Math.min(doubled, (double) LONGEST_PAUSE.toMillis()) * jitter));
    }
}
