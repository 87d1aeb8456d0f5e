package dev.pulsegate.auth.loglevel;

import java.time.Duration;
import java.util.List;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

import dev.pulsegate.auth.audit.AuditTrail;
import dev.pulsegate.contracts.LogLevels;
import dev.pulsegate.platform.audit.Actor;
import dev.pulsegate.platform.audit.AuditAction;
import dev.pulsegate.platform.audit.AuditEntry;
import dev.pulsegate.platform.channel.ChannelJson;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.loglevel.LogLevel;
import dev.pulsegate.platform.task.Tasks;

/**
 * Changes levels, and tells every replica of every service: after each change, and again every few seconds while any is
 * changed, and for a while after that, for whoever started or was cut off meanwhile. What cannot be sent is dropped: it is
 * said again, and each level goes back by itself. Blocks on the database.
 */
@ApplicationScoped
public class LogLevelChanges {

    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final Duration TOLD_AFTER = Duration.ofMinutes(10);

    private final LogLevelTable table;
    private final AuditTrail audit;
    private final ChannelJson json;
    private final Emitter<String> emitter;

    LogLevelChanges(
            LogLevelTable table,
            AuditTrail audit,
            ChannelJson json,
            @Channel(LogLevels.CHANNEL + "-out") @OnOverflow(OnOverflow.Strategy.DROP) Emitter<String> emitter) {
        this.table = table;
        this.audit = audit;
        this.json = json;
        this.emitter = emitter;
    }

    /** Returns those that are changed, by category. */
    public List<SetLevel> all() {
        return table.present(TOLD_AFTER).levels();
    }

    /** Sets a category's level for a while; false if {@value LogLevels#MOST} others are set. */
    public boolean set(String category, LogLevel level, Duration length, Actor by) {
        boolean set = QuarkusTransaction.requiringNew().call(() -> {
            table.lock();
            boolean done = table.put(category, level.name(), length, by.name(), LogLevels.MOST);
            if (done) {
                audit.record(AuditEntry.done(AuditAction.LOG_LEVEL_SET, by)
                        .to("", category)
                        .saying(level + " for " + length.toSeconds() + " s"));
            }
            return done;
        });
        tell();
        return set;
    }

    /** Has a category's level as configured again; false if it is. */
    public boolean reset(String category, Actor by) {
        boolean reset = QuarkusTransaction.requiringNew().call(() -> {
            table.lock();
            boolean done = table.remove(category);
            if (done) {
                audit.record(AuditEntry.done(AuditAction.LOG_LEVEL_RESET, by).to("", category));
            }
            return done;
        });
        tell();
        return reset;
    }

    void keepTelling(@Observes StartupEvent event, Tasks tasks) {
        tasks.repeat("log-levels-told", PERIOD, this::tell);
    }

    private void tell() {
        var present = table.present(TOLD_AFTER);
        if ((present.isRecent() || !present.levels().isEmpty()) && emitter.hasRequests()) {
            var levels = present.levels().stream()
                    .map(each -> new LogLevels.Level(each.category(), each.level(), each.until()))
                    .toList();
            emitter.send(json.write(new LogLevels(Uuid7.next(), present.version(), levels)))
                    .exceptionally(lost -> null);
        }
    }
}
