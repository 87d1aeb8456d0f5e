package dev.pulsegate.platform.problem;

import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dev.pulsegate.platform.task.Tasks;

/**
 * Keeps refusals from filling the log: whoever is let in nowhere can ask as often as the line allows. Refusals for want of
 * a valid token are told as a sum only, the others of each status one by one until there are too many in a minute.
 */
@ApplicationScoped
public class RefusalCount {

    private static final Logger LOG = Logger.getLogger(RefusalCount.class);

    private static final int UNAUTHORIZED = 401;
    private static final int MOST_TOLD = 60;
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final ConcurrentHashMap<Integer, Counted> byStatus = new ConcurrentHashMap<>();

    /** What was refused with one status since the last sum. */
    private record Counted(AtomicLong told, AtomicLong untold) {}

    void keepTelling(@Observes StartupEvent event, Tasks tasks) {
        tasks.repeat("refusal-sum", PERIOD, this::tellSum);
    }

    /** Counts a refusal; false if it is to be told in the sum only. */
    boolean isToBeTold(int status) {
        var counted = byStatus.computeIfAbsent(status, ignored -> new Counted(new AtomicLong(), new AtomicLong()));
        if (status != UNAUTHORIZED && counted.told().incrementAndGet() <= MOST_TOLD) {
            return true;
        }
        counted.untold().incrementAndGet();
        return false;
    }

    /** Tells the sum, if there is anything to tell. */
    @PreDestroy
    void tellSum() {
        var sums = new TreeMap<Integer, Long>();
        byStatus.forEach((status, counted) -> {
            counted.told().set(0);
            long untold = counted.untold().getAndSet(0);
            if (untold > 0) {
                sums.put(status, untold);
            }
        });
        if (!sums.isEmpty()) {
            LOG.infof("Refused in the last minute, beside what was told one by one, by status: %s", sums);
        }
    }
}
