package dev.pulsegate.gateway.webhook;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.jboss.logging.Logger;

/** Looks for webhooks that are due, and has them posted, a bounded number at a time. */
@ApplicationScoped
class WebhookWorker {

    private static final Logger LOG = Logger.getLogger(WebhookWorker.class);
    private static final int AT_A_TIME = 32;

    private final WebhookTable table;
    private final WebhookDelivery delivery;
    private final Executor threads;
    private final Semaphore places = new Semaphore(AT_A_TIME);

    WebhookWorker(WebhookTable table, WebhookDelivery delivery, @VirtualThreads Executor threads) {
        this.table = table;
        this.delivery = delivery;
        this.threads = threads;
    }

    /** Takes as many as there are places; receivers that take their time keep theirs, and nobody waits for them here. */
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void deliverDue() {
        int free = places.drainPermits();
        int taken = 0;
        try {
            var due = free == 0 ? List.<DueWebhook>of() : table.takeDue(free, delivery.longest());
            taken = due.size();
            due.forEach(webhook -> threads.execute(() -> deliver(webhook)));
        } catch (SQLException e) {
            LOG.debugf("Webhooks cannot be looked for now: %s", e.toString());
        } finally {
            places.release(free - taken);
        }
    }

    private void deliver(DueWebhook webhook) {
        try {
            delivery.deliver(webhook);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }
}
