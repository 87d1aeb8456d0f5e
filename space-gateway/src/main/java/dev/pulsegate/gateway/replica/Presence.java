package dev.pulsegate.gateway.replica;

import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

import dev.pulsegate.gateway.dispatch.Dispatcher;
import dev.pulsegate.gateway.dispatch.SpaceWorkers;
import dev.pulsegate.gateway.dispatch.WorkerSnapshot;
import dev.pulsegate.gateway.queue.RequestTransitions;
import dev.pulsegate.platform.task.RepeatedTask;
import dev.pulsegate.platform.task.Supervision;

/**
 * The gateway processes and all their workers. Each says again and again that it is alive; one that is silent for too long
 * is dead. Its workers have some time to come back to others with what they have; then whoever notices first puts the rest
 * back into the queue.
 */
public final class Presence implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Presence.class);
    private static final TypeReference<Map<UUID, SpaceWorkers>> WORKERS = new TypeReference<>() {};

    private final UUID self;
    private final BooleanSupplier ready;
    private final ReplicaTable replicas;
    private final Dispatcher dispatcher;
    private final WorkerRoster roster;
    private final ObjectMapper json = new ObjectMapper();
    private final Duration deadAfter;
    private final Duration observed;
    private final TakeOver takeOver;
    private final RepeatedTask beating;
    private volatile Map<UUID, SpaceWorkers> elsewhere = Map.of();
    private volatile boolean alone = true;
    private long beatingSinceNanos;
    private boolean beaten;

    /**
     * When a process is alive.
     *
     * @param heartbeat how often it says so
     * @param deadAfter after what silence it is dead
     * @param returnGrace how long its workers then have to come back
     */
    public record Rhythm(Duration heartbeat, Duration deadAfter, Duration returnGrace) {

        /**
         * After the database was away, everybody's last sign of life is old. Whoever has been back for this long has left
         * the others, which look for the database once a second at least, the time for a new one.
         */
        Duration observed() {
            return heartbeat.plusSeconds(2);
        }
    }

    /**
     * @param self this process
     * @param rhythm when it, or another, is alive
     * @param ready whether workers can connect to this process
     * @param jdbi the database, where processes are known to each other
     * @param transitions how a dead one's requests go back into the queue
     * @param dispatcher knows the workers here
     * @param supervision whose thread does the work
     */
    public Presence(
            UUID self,
            Rhythm rhythm,
            BooleanSupplier ready,
            Jdbi jdbi,
            RequestTransitions transitions,
            Dispatcher dispatcher,
            Supervision supervision) {
        this.self = self;
        this.ready = ready;
        this.replicas = new ReplicaTable(jdbi);
        this.dispatcher = dispatcher;
        this.roster = new WorkerRoster(self, replicas, dispatcher);
        this.deadAfter = rhythm.deadAfter();
        this.observed = rhythm.observed();
        this.takeOver = new TakeOver(rhythm, replicas, transitions);
        this.beating = new RepeatedTask(supervision, "replica-heartbeat", rhythm.heartbeat(), this::beat);
    }

    /** Starts to say that this process is alive. */
    public void start() {
        beating.start();
    }

    /** Something about the workers here changed: the others should know soon. */
    public void changed() {
        beating.nudge();
    }

    /** Whether no other process is alive, as far as is known. */
    public boolean isAlone() {
        return alone;
    }

    /** The workers of a space, here and elsewhere, as known now. Never blocks. */
    public SpaceWorkers workers(UUID spaceId) {
        return dispatcher.workers(spaceId).plus(elsewhere.getOrDefault(spaceId, SpaceWorkers.NONE));
    }

    /** The workers of each space that has some, here and elsewhere, as known now. Never blocks. */
    public Map<UUID, SpaceWorkers> workers() {
        var all = new HashMap<>(dispatcher.workers());
        elsewhere.forEach((space, its) -> all.merge(space, its, SpaceWorkers::plus));
        return all;
    }

    /** All workers, here and elsewhere, one by one; blocks. */
    public List<WorkerSnapshot> connected() {
        return roster.all(deadAfter);
    }

    /** Asks the database for workers that are connected elsewhere; blocks. */
    public void lookElsewhere() {
        others();
    }

    private List<ReplicaTable.Other> others() {
        var others = replicas.others(self, deadAfter);
        var workers = new HashMap<UUID, SpaceWorkers>();
        others.stream().filter(other -> !other.isGone()).forEach(other -> read(other)
                .forEach((space, its) -> workers.merge(space, its, SpaceWorkers::plus)));
        elsewhere = workers;
        dispatcher.elsewhere(workers);
        alone = others.stream().allMatch(ReplicaTable.Other::isGone);
        return others;
    }

    private void beat() throws SQLException {
        try {
            boolean wasTold = replicas.beat(self, json.writeValueAsString(dispatcher.workers()));
            roster.tell(wasTold);
            if (!beaten) {
                beaten = true;
                beatingSinceNanos = System.nanoTime();
            }
            if (ready.getAsBoolean()) {
                takeOver.ready();
            }
            var others = others();
            if (System.nanoTime() - beatingSinceNanos >= observed.toNanos()) {
                takeOver.putBack(others);
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException | JdbiException e) {
            beaten = false;
            throw e;
        }
    }

    private Map<UUID, SpaceWorkers> read(ReplicaTable.Other other) {
        try {
            return json.readValue(other.workers(), WORKERS);
        } catch (JsonProcessingException e) {
            LOG.warnf("What gateway process %s says of its workers cannot be read: %s", other.id(), e.getMessage());
            return Map.of();
        }
    }

    /** Says that this process stops: what its workers have then costs no attempt, and nobody waits for its silence. */
    public void leave() {
        beating.close();
        try {
            replicas.leave(self);
        } catch (JdbiException e) {
            LOG.warnf("The others will take this process for dead, as it cannot say that it stops: %s", e.getMessage());
        }
    }

    @Override
    public void close() {
        beating.close();
    }
}
