package dev.pulsegate.gateway.boot;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.pulsegate.gateway.GatewayConfig;
import dev.pulsegate.gateway.queue.Failures;
import dev.pulsegate.gateway.queue.Pruning;
import dev.pulsegate.gateway.queue.QueueLengths;
import dev.pulsegate.gateway.queue.RequestTransitions;
import dev.pulsegate.gateway.replica.Reconciler;
import dev.pulsegate.gateway.space.OpenRequests;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.space.SpaceDirectory;
import dev.pulsegate.platform.task.RepeatedTask;
import dev.pulsegate.platform.task.Supervision;

/**
 * Ends requests that nobody will end otherwise: those that waited for too long, and those of deleted spaces; and deletes
 * what finished long ago.
 */
@ApplicationScoped
class Housekeeping implements OpenRequests {

    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final Duration PRUNING = Duration.ofMinutes(1);

    /** So that nobody waits for old requests to be deleted. */
    private static final Duration PAUSE_BETWEEN_BATCHES = Duration.ofMillis(50);

    private static final String SPACE_DELETED = Failures.of("space_deleted", "The space was deleted.");

    private final QueueLengths lengths;
    private final RequestTransitions transitions;
    private final Pruning pruning;
    private final SpaceDirectory spaces;
    private final Reconciler reconciler;
    private final GatewayConfig.Retention retention;
    private final RepeatedTask task;
    private final RepeatedTask pruner;
    private final Clock clock = Clock.systemUTC();

    Housekeeping(
            QueueLengths lengths,
            RequestTransitions transitions,
            Pruning pruning,
            SpaceDirectory spaces,
            Reconciler reconciler,
            GatewayConfig config,
            Supervision supervision) {
        this.lengths = lengths;
        this.transitions = transitions;
        this.pruning = pruning;
        this.spaces = spaces;
        this.reconciler = reconciler;
        this.retention = config.retention();
        this.task = new RepeatedTask(supervision, "housekeeping", PERIOD, this::keepHouse);
        this.pruner = new RepeatedTask(supervision, "pruning", PRUNING, this::prune);
    }

    void start() {
        task.start();
        pruner.start();
    }

    void stop() {
        task.close();
        pruner.close();
    }

    private void keepHouse() throws SQLException {
        lengths.recount();
        for (var space : spaces.known()) {
            int expired = transitions.expireWaiting(space);
            if (expired > 0) {
                LOG.infof("%d requests of space %s waited for too long", expired, space.name());
            }
        }
        transitions.cancelOrphans(SPACE_DELETED);
        reconciler.reconcile();
    }

    @Override
    public int cancelAll(Space deleted) {
        try {
            return transitions.cancelAll(deleted.id(), SPACE_DELETED);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deletes old requests, and the files of those that came to nothing. */
    private void prune() throws SQLException, InterruptedException {
        var now = clock.instant();
        var deleted = inBatches(count -> pruning.prune(now.minus(retention.keep()), count));
        if (deleted > 0) {
            LOG.infof("%d requests accepted more than %s ago were deleted", deleted, retention.keep());
        }
        inBatches(count -> pruning.releaseFiles(now.minus(retention.unsuccessfulFiles()), count));
    }

    /** Does something to as many as the count at most, and says to how many. */
    @FunctionalInterface
    private interface Batch {
        int upTo(int count) throws SQLException;
    }

    private int inBatches(Batch batch) throws SQLException, InterruptedException {
        int total = 0;
        for (int count = retention.batch(); count == retention.batch(); total += count) {
            count = batch.upTo(retention.batch());
            Thread.sleep(PAUSE_BETWEEN_BATCHES);
        }
        return total;
    }
}
