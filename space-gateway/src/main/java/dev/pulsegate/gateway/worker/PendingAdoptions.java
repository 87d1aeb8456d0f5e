package dev.pulsegate.gateway.worker;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

import org.jboss.logging.Logger;

import dev.pulsegate.gateway.dispatch.RegisteredWorker;
import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.SqlFailures;
import dev.pulsegate.gateway.replica.Adoptions;
import dev.pulsegate.platform.task.Backoff;

/**
 * The attempts that one worker speaks for while this process does not know yet that they are its: it has come back with
 * them. What it says waits until the attempt is adopted, so that it is heard in order. Everything but the adopting happens
 * in the transport's {@link WorkerTransport#run}.
 */
final class PendingAdoptions {

    private static final Logger LOG = Logger.getLogger(PendingAdoptions.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** Beyond that an attempt is adopted by what is said of it later. */
    private static final int MOST_AT_ONCE = 64;

    private final Adoptions adoptions;
    private final Executor blocking;
    private final WorkerTransport transport;

    /** What waits, by the attempt it is about. */
    private final Map<Attempt, List<Runnable>> waiting = new HashMap<>();

    private volatile boolean left;

    PendingAdoptions(Adoptions adoptions, Executor blocking, WorkerTransport transport) {
        this.adoptions = adoptions;
        this.blocking = blocking;
        this.transport = transport;
    }

    /** Whether an attempt is being adopted: what is said of it has to wait its turn. */
    boolean isWaiting(Attempt attempt) {
        return waiting.containsKey(attempt);
    }

    /** Nobody is there any more to speak. */
    void leave() {
        left = true;
    }

    /** Goes on once the attempt is adopted, if it holds its request, and also if it does not. */
    void adoptThen(RegisteredWorker worker, Attempt attempt, Runnable goOn) {
        var others = waiting.get(attempt);
        if (others != null) {
            others.add(goOn);
            return;
        }
        if (waiting.size() >= MOST_AT_ONCE) {
            goOn.run();
            return;
        }
        var first = new ArrayList<Runnable>();
        first.add(goOn);
        waiting.put(attempt, first);
        blocking.execute(() -> {
            adopt(worker, attempt);
            transport.run(() -> waiting.remove(attempt).forEach(Runnable::run));
        });
    }

    private void adopt(RegisteredWorker worker, Attempt attempt) {
        var backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        while (!left) {
            try {
                adoptions.adopt(worker, attempt);
                return;
            } catch (SQLException e) {
                if (!SqlFailures.isTransient(e)) {
                    LOG.errorf(e, "Whose request %s is cannot be found out", attempt.requestId());
                    return;
                }
                pause(backoff.next());
            }
        }
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
