package dev.pulsegate.apart.replica;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import dev.pulsegate.apart.backend.Backend;
import dev.pulsegate.apart.route.Service;
import dev.pulsegate.platform.task.Backoff;

/**
 * One of a service's replicas for as long as the launcher runs: a process that is started again whenever it ends, after
 * pauses that grow. One that ends again and again before it was ever ready cannot work at all, and the launcher is told so.
 */
public final class Replica {

    private static final Logger LOG = Logger.getLogger(Replica.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** A process that has run for so long is not one that dies at every start. */
    private static final Duration SOUND_AFTER = Duration.ofSeconds(30);

    /** How long others wait for one to start before they do too. */
    private static final Duration START_PATIENCE = Duration.ofMinutes(1);

    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(100);

    /** How many times one may end before it was ever ready. */
    private static final int VAIN_STARTS = 3;

    private final String name;
    private final Service service;
    private final Backend backend;
    private final Launch launch;
    private final Surroundings surroundings;
    private final Semaphore starting;
    private final Output output;
    private final Consumer<String> gaveUp;
    private final Thread thread;
    private final Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    private volatile Ports ports = Ports.free();
    private volatile boolean stopping;
    private int vainStarts;

    /** Guarded by this. */
    private Process process;

    /**
     * One that is not started yet.
     *
     * @param number which of the service's replicas it is, from 1
     * @param starting what each has while it starts: so many at once
     * @param gaveUp told, in a line, why there is no such replica any more
     */
    public Replica(
            Service service,
            int number,
            Launch launch,
            Surroundings surroundings,
            Semaphore starting,
            Consumer<String> gaveUp) {
        this.service = service;
        this.name = service.module() + "-" + number;
        this.backend = new Backend(service, name, ports.http());
        this.launch = launch;
        this.surroundings = surroundings;
        this.starting = starting;
        this.output = new Output(surroundings.jsonLogs() ? "" : name + " | ", System.out);
        this.gaveUp = gaveUp;
        // A platform thread: what keeps carriers of virtual ones busy must not keep this from its work.
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    public String name() {
        return name;
    }

    public Ports ports() {
        return ports;
    }

    /** How the proxy sees it. */
    public Backend backend() {
        return backend;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!stopping) {
                long begun = System.nanoTime();
                int exitCode = runOnce();
                if (!stopping) {
                    recover(exitCode, Duration.ofNanos(System.nanoTime() - begun));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "%s: its supervisor failed", name);
            gaveUp.accept(name + " is not looked after any more: " + e);
        }
    }

    private int runOnce() throws InterruptedException {
        Process started;
        Thread words;
        starting.acquire();
        try {
            started = begin();
            if (started == null) {
                return -1;
            }
            words = Thread.ofVirtual().name(name + "-output").start(() -> output.follow(started));
            awaitAnswer(started);
        } finally {
            starting.release();
        }
        int exitCode = started.waitFor();
        backend.setReady(false);
        words.join();
        return exitCode;
    }

    /** Or its end; not longer than others can be made wait for it. */
    private void awaitAnswer(Process started) throws InterruptedException {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (started.isAlive() && !backend.isAnswering() && System.nanoTime() - deadline < 0) {
            Thread.sleep(LOOK_AGAIN_AFTER);
        }
    }

    /** Null if it is to stop, or cannot be begun. */
    private synchronized Process begin() {
        if (stopping) {
            return null;
        }
        try {
            backend.begin(ports.http());
            process = launch.start(service, name, ports, surroundings);
            return process;
        } catch (IOException e) {
            LOG.errorf("%s cannot be started: %s", name, e.getMessage());
            return null;
        }
    }

    private void recover(int exitCode, Duration ran) throws InterruptedException {
        if (!backend.wasEverReady() && ++vainStarts == VAIN_STARTS) {
            stopping = true;
            gaveUp.accept(name + " has ended " + VAIN_STARTS + " times without having been ready: see above.");
            return;
        }
        if (ran.compareTo(SOUND_AFTER) > 0) {
            pauses.reset();
        }
        var pause = pauses.next();
        LOG.errorf("%s has ended with exit code %d and is started again in %d ms", name, exitCode, pause.toMillis());
        Thread.sleep(pause);
        if (!backend.wasEverReady()) {
            ports = Ports.free();
        }
    }

    /** Asks it to stop, and starts it no more; does not wait. */
    public synchronized void stopSoon() {
        stopping = true;
        if (process == null || !process.isAlive()) {
            // Out of a pause, or of waiting for its turn.
            thread.interrupt();
        } else {
            // Through the handle: Process.destroy would close the output before the last words are read.
            process.toHandle().destroy();
        }
    }

    /** Waits for its end, and ends it where that takes too long. */
    public void awaitStop(Duration limit) {
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            if (!thread.join(limit)) {
                LOG.warnf("%s has not stopped within %d s and is ended", name, limit.toSeconds());
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it at once. */
    public synchronized void kill() {
        stopping = true;
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
