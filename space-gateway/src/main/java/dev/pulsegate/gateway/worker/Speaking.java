package dev.pulsegate.gateway.worker;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jboss.logging.Logger;

import dev.pulsegate.gateway.dispatch.Worker;
import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.SqlFailures;
import dev.pulsegate.platform.task.Backoff;

/**
 * A worker that has come back speaks for an attempt that this process does not know it has. What it says waits until the
 * attempt is taken over, so that it is heard in order. Everything but the looking up happens in the link's {@link
 * WorkerTransport#run}.
 */
final class Speaking {

    private static final Logger LOG = Logger.getLogger(Speaking.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final WorkerDesk desk;
    private final WorkerTransport link;

    /** Beyond that an attempt is taken over by what is said of it later. */
    private static final int MOST_AT_ONCE = 64;

    /** What waits, by the attempt it is about. */
    private final Map<Attempt, List<Runnable>> waiting = new HashMap<>();

    private volatile boolean left;

    Speaking(WorkerDesk desk, WorkerTransport link) {
        this.desk = desk;
        this.link = link;
    }

    /** Whether an attempt is being taken over: what is said of it has to wait its turn. */
    boolean isWaiting(Attempt attempt) {
        return waiting.containsKey(attempt);
    }

    /** Nobody is there any more to speak. */
    void leave() {
        left = true;
    }

    /** Takes the attempt over, if it holds its request, and then goes on. */
    void before(Worker worker, Attempt attempt, Runnable goOn) {
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
        desk.run(() -> {
            adopt(worker, attempt);
            link.run(() -> waiting.remove(attempt).forEach(Runnable::run));
        });
    }

    private void adopt(Worker worker, Attempt attempt) {
        var backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        while (!left) {
            try {
                desk.dispatcher().adoptions().adopt(worker, attempt);
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
