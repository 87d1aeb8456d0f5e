package dev.pulsegate.gateway.boot;

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

/** Deletes requests that finished long ago, and the files of those that came to nothing, in small transactions with pauses, so that nobody waits for it. */
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
        var now = clock.instant();
        var deleted = inBatches(count -> queue.prune(now.minus(config.keep()), count));
        if (deleted > 0) {
            LOG.infof("%d requests accepted more than %s ago were deleted", deleted, config.keep());
        }
        inBatches(count -> queue.releaseFiles(now.minus(config.unsuccessfulFiles()), count));
    }

    /** Does something to as many as the count at most, and says to how many. */
    @FunctionalInterface
    private interface Batch {
        int upTo(int count) throws SQLException;
    }

    private int inBatches(Batch batch) throws InterruptedException {
        int total = 0;
        try {
            for (int count = config.batch(); count == config.batch(); total += count) {
                count = batch.upTo(config.batch());
                Thread.sleep(PAUSE);
            }
        } catch (SQLException e) {
            LOG.warnf("Old requests and their files cannot be deleted now and will be later: %s", e.toString());
        }
        return total;
    }
}
