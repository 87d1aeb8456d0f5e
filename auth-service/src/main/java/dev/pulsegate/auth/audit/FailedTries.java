package dev.pulsegate.auth.audit;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dev.pulsegate.auth.AuthConfig;
import dev.pulsegate.platform.audit.Actor;
import dev.pulsegate.platform.audit.AuditAction;
import dev.pulsegate.platform.audit.AuditEntry;
import dev.pulsegate.platform.audit.AuditOutcome;
import dev.pulsegate.platform.task.Tasks;
import dev.pulsegate.platform.tcp.Network;

/**
 * Gathers what was tried in vain and records it every few seconds: the same from the same network at the same account is one
 * event, and beyond so many different ones a period the rest of a kind is one event. So however many try, whatever they try,
 * little is written.
 */
@ApplicationScoped
public class FailedTries {

    private static final Logger LOG = Logger.getLogger(FailedTries.class);

    /** The most different tries that are told apart in a period. */
    static final int MOST = 200;

    private static final String FROM_MANY = "from more addresses, or at more accounts, than are told apart";

    private final AuthConfig.Audit config;
    private final AuditTrail trail;
    private final Map<Key, Tally> gathered = new LinkedHashMap<>();

    FailedTries(AuthConfig config, AuditTrail trail) {
        this.config = config.audit();
        this.trail = trail;
    }

    /** What is told as one. */
    private record Key(AuditAction action, AuditOutcome outcome, String subject, String network) {}

    /**
     * Tries that are told as one.
     *
     * @param entry the first of them
     * @param first when that was
     */
    record Tally(AuditEntry entry, Instant first, int times) {

        Tally and(int more) {
            return new Tally(entry, first, (int) Math.min(Integer.MAX_VALUE, (long) times + more));
        }
    }

    /** Takes note of one. Never blocks. */
    public void add(AuditEntry entry) {
        add(new Tally(entry, Instant.now(), 1));
    }

    private void add(Tally tally) {
        var entry = tally.entry();
        var key = new Key(
                entry.action(),
                entry.outcome(),
                entry.subject(),
                Network.of(entry.actor().address()));
        synchronized (gathered) {
            if (gathered.containsKey(key) || gathered.size() < MOST) {
                gathered.merge(key, tally, (earlier, _) -> earlier.and(tally.times()));
            } else {
                gathered.merge(
                        new Key(entry.action(), entry.outcome(), "", ""),
                        new Tally(ofMany(entry), tally.first(), tally.times()),
                        (earlier, _) -> earlier.and(tally.times()));
            }
        }
    }

    private static AuditEntry ofMany(AuditEntry entry) {
        return AuditEntry.failed(entry.action(), entry.outcome(), Actor.stranger(""))
                .saying(FROM_MANY);
    }

    void keepRecording(@Observes StartupEvent event, Tasks tasks) {
        tasks.repeat("audit-failed-tries", config.failurePeriod(), this::record);
    }

    void recordLast(@Observes ShutdownEvent event) {
        try {
            record();
        } catch (RuntimeException away) {
            LOG.warnf("The last failed tries are not in the audit log: %s", away.toString());
        }
    }

    private void record() {
        var tallies = List.copyOf(taken());
        int recorded = 0;
        try {
            for (var tally : tallies) {
                trail.record(tally);
                recorded++;
            }
        } finally {
            tallies.subList(recorded, tallies.size()).forEach(this::add);
        }
    }

    private Collection<Tally> taken() {
        synchronized (gathered) {
            var all = List.copyOf(gathered.values());
            gathered.clear();
            return all;
        }
    }
}
