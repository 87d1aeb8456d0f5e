package dev.pulsegate.gateway.webhook;

import java.time.Duration;
import java.util.concurrent.Executor;
import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.virtual.threads.VirtualThreads;

import dev.pulsegate.gateway.GatewayConfig;
import dev.pulsegate.platform.task.RepeatedTask;
import dev.pulsegate.platform.task.Supervision;

/**
 * Looks for webhooks that are due, and has them posted, a bounded number at a time. Looks every second, and whenever one has
 * been posted while others may be waiting for its place.
 */
@ApplicationScoped
public class WebhookSchedule {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final WebhookTable table;
    private final WebhookDelivery delivery;
    private final Executor threads;
    private final Shares shares;
    private final RepeatedTask looking;
    private volatile boolean othersMayWait;

    WebhookSchedule(
            WebhookTable table,
            WebhookDelivery delivery,
            @VirtualThreads Executor threads,
            GatewayConfig config,
            Supervision supervision) {
        this.table = table;
        this.delivery = delivery;
        this.threads = threads;
        this.shares = new Shares(config.webhooks());
        this.looking = new RepeatedTask(supervision, "webhooks", LOOK_EVERY, this::look);
    }

    public void start() {
        looking.start();
    }

    public void stop() {
        looking.close();
    }

    /** Takes as many as there is room for; receivers that take their time keep theirs, and nobody waits for them here. */
    private void look() {
        var due = table.takeDue(shares.room(), delivery.mostAttempts(), delivery.longest());
        if (due.isEmpty()) {
            table.giveUpExhausted(delivery.mostAttempts());
        }
        othersMayWait = !due.isEmpty();
        shares.begin(due);
        due.forEach(webhook -> threads.execute(() -> deliver(webhook)));
    }

    private void deliver(DueWebhook webhook) {
        try {
            delivery.deliver(webhook);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            shares.end(webhook);
            if (othersMayWait) {
                looking.nudge();
            }
        }
    }
}
