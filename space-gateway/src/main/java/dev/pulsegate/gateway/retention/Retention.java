package dev.pulsegate.gateway.retention;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.jboss.logging.Logger;

import dev.pulsegate.gateway.GatewayConfig;
import dev.pulsegate.gateway.queue.RequestQueue;

/** Deletes requests that finished long ago, in small transactions with pauses, so that nobody waits for it. */
@ApplicationScoped
class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final RequestQueue queue;
    private final GatewayConfig.Retention config;
    private final Clock clock = Clock.systemUTC();

    Retention(RequestQueue queue, GatewayConfig config) {
        this.queue = queue;
        this.config = config.retention();
    }

    @Scheduled(every = "1m", delayed = "20s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void prune() throws InterruptedException {
        var before = clock.instant().minus(config.keep());
        int total = 0;
        try {
            for (int count = config.batch(); count == config.batch(); total += count) {
                count = queue.prune(before, config.batch());
                Thread.sleep(PAUSE);
            }
        } catch (SQLException e) {
            LOG.warnf("Old requests cannot be deleted now and will be later: %s", e.toString());
        }
        if (total > 0) {
            LOG.infof("%d requests accepted before %s were deleted", total, before);
        }
    }
}
