package dev.pulsegate.embedded.database;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import dev.pulsegate.embedded.database.DatabaseCondition.State;

/**
 * Starts a server again that has died, with growing pauses, and looks after its disk. If the server cannot be started for
 * too long, or the supervisor itself cannot go on, whoever runs the process is told to end it: nothing ends in silence.
 */
final class DatabaseSupervisor {

    private static final Logger LOG = Logger.getLogger(DatabaseSupervisor.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** A server that has run for so long is not one that dies at every start. */
    private static final Duration SOUND_AFTER = Duration.ofSeconds(30);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final PostgresCluster cluster;
    private final Orphans orphans;
    private final DiskWatch disk;
    private final Duration limit;
    private final Consumer<String> gaveUp;
    private final Thread thread;
    private Duration pause = FIRST_PAUSE;
    private long startedNanos = System.nanoTime();
    private volatile boolean closed;

    /**
     * @param cluster the server's
     * @param orphans what a dead server leaves behind
     * @param limit how long it is tried to start a server that has died
     * @param gaveUp told, in a line, why there is no server any more
     */
    DatabaseSupervisor(
            PostgresCluster cluster, Orphans orphans, DiskWatch disk, Duration limit, Consumer<String> gaveUp) {
        this.cluster = cluster;
        this.orphans = orphans;
        this.disk = disk;
        this.limit = limit;
        this.gaveUp = gaveUp;
        // A platform thread: what keeps carriers of virtual ones busy must not keep this from its work.
        this.thread = Thread.ofPlatform().daemon().name("database-supervisor").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closed) {
                lookAfter();
                Thread.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("The database's supervisor failed", e);
            giveUp("PostgreSQL is not looked after any more: " + e);
        } finally {
            if (!closed) {
                giveUp("PostgreSQL is not looked after any more.");
            }
        }
    }

    private void lookAfter() throws InterruptedException {
        try {
            if (!orphans.isServerRunning(cluster.directory())) {
                revive();
                return;
            }
            if (System.nanoTime() - startedNanos > SOUND_AFTER.toNanos()) {
                pause = FIRST_PAUSE;
            }
            disk.look();
        } catch (IOException e) {
            LOG.warnf("The database could not be looked after, which is tried again: %s", e.toString());
        }
        publishRunning();
    }

    private void publishRunning() {
        var condition = disk.isFull()
                ? new DatabaseCondition(State.DISK_FULL, disk.words())
                : new DatabaseCondition(State.RUNNING, "");
        condition.publish();
    }

    private void revive() throws InterruptedException {
        long deadNanos = System.nanoTime();
        LOG.error("PostgreSQL has died and is started again");
        var why = "PostgreSQL has died and is started again";
        while (!closed) {
            new DatabaseCondition(State.DOWN, why).publish();
            try {
                tryToStart();
                LOG.infof("PostgreSQL runs again, after %d ms", (System.nanoTime() - deadNanos) / 1_000_000);
                return;
            } catch (IOException | RuntimeException e) {
                if (closed) {
                    return;
                }
                why = "PostgreSQL has died and does not start: " + reason(e);
                LOG.warn(why);
                if (System.nanoTime() - deadNanos > limit.toNanos()) {
                    giveUp("PostgreSQL has died and could not be started again within " + limit.toSeconds() + " s: "
                            + reason(e));
                    return;
                }
            }
        }
    }

    private String reason(Exception e) {
        return disk.isFull() ? disk.words() : String.valueOf(e.getMessage());
    }

    private void tryToStart() throws IOException, InterruptedException {
        Thread.sleep(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        orphans.stop(cluster.directory());
        disk.lookBeforeStart();
        if (!closed) {
            cluster.startAgain();
            startedNanos = System.nanoTime();
            publishRunning();
        }
    }

    private void giveUp(String why) {
        if (!closed) {
            closed = true;
            gaveUp.accept(why);
        }
    }

    /** Starts nothing any more, and waits until nothing is being started. */
    void close() {
        ceaseSoon();
        try {
            thread.join(CLOSE_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts nothing any more. */
    void ceaseSoon() {
        closed = true;
        thread.interrupt();
    }
}
