package dev.pulsegate.gateway.webhook;

import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.jboss.logging.Logger;

import dev.pulsegate.gateway.GatewayConfig;

/**
 * Looks for webhooks that are due, and has them posted, a bounded number at a time. Looks every second, whatever became of
 * the last time, and again whenever one has been posted while others may be waiting for its place.
 */
@ApplicationScoped
class WebhookWorker {

    private static final Logger LOG = Logger.getLogger(WebhookWorker.class);

    private final WebhookTable table;
    private final WebhookDelivery delivery;
    private final Executor threads;
    private final Shares shares;
    private final Semaphore looking = new Semaphore(1);
    private volatile boolean othersMayWait;

    WebhookWorker(
            WebhookTable table, WebhookDelivery delivery, @VirtualThreads Executor threads, GatewayConfig config) {
        this.table = table;
        this.delivery = delivery;
        this.threads = threads;
        this.shares = new Shares(config.webhooks());
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void deliverDue() {
        try {
            table.giveUpExhausted(delivery.mostAttempts());
            look();
        } catch (SQLException e) {
            LOG.debugf("Webhooks cannot be looked for now: %s", e.toString());
        }
    }

    /** Takes as many as there is room for, one thread at a time, so that no room is given away twice. */
    private void look() throws SQLException {
        looking.acquireUninterruptibly();
        try {
            var due = table.takeDue(shares.room(), delivery.mostAttempts(), delivery.longest());
            othersMayWait = !due.isEmpty();
            shares.begin(due);
            due.forEach(this::start);
        } finally {
            looking.release();
        }
    }

    private void start(DueWebhook webhook) {
        try {
            threads.execute(() -> deliver(webhook));
        } catch (RuntimeException stopping) {
            shares.end(webhook);
        }
    }

    private void deliver(DueWebhook webhook) {
        try {
            delivery.deliver(webhook);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            shares.end(webhook);
        }
        if (othersMayWait) {
            try {
                look();
            } catch (SQLException e) {
                LOG.debugf("Webhooks cannot be looked for now: %s", e.toString());
            }
        }
    }
}
