package dev.pulsegate.platform.loglevel;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logmanager.Logger;

import dev.pulsegate.contracts.LogLevels;
import dev.pulsegate.platform.channel.ChannelJson;
import dev.pulsegate.platform.task.Tasks;

/**
 * Sets the levels of this process as the channel {@code log-levels} says, and sets them back when their time is over, whether
 * or not anything more is heard.
 */
@ApplicationScoped
public class LogLevelSwitch {

    private static final org.jboss.logging.Logger LOG = org.jboss.logging.Logger.getLogger(LogLevelSwitch.class);

    /** How long it takes at most until what was said holds. */
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final LogCategories categories;
    private final ChannelJson json;
    private final AtomicReference<LogLevels> newest =
            new AtomicReference<>(new LogLevels(new UUID(0, 0), Long.MIN_VALUE, List.of()));

    /** By category; one thread's. */
    private final Map<String, Changed> changed = new HashMap<>();

    private volatile int count;

    LogLevelSwitch(LogCategories categories, ChannelJson json, MeterRegistry meters) {
        this.categories = categories;
        this.json = json;
        Gauge.builder("pulsegate.log.levels.changed", () -> count).register(meters);
    }

    /**
     * A category whose level is not as configured.
     *
     * @param logger held, as nobody else may hold it: a level is forgotten with its logger
     * @param back gives it the level again that it had, or none of its own
     */
    private record Changed(Logger logger, Runnable back) {

        static Changed of(String category) {
            var logger = Logger.getLogger(category);
            var before = logger.getLevel();
            return new Changed(logger, () -> logger.setLevel(before));
        }

        void set(String category, LogLevel level) {
            if (!level.level().equals(logger.getLevel())) {
                logger.setLevel(level.level());
                LOG.infof("%s is logged from %s on", category, level);
            }
        }

        void setBack(String category) {
            back.run();
            LOG.infof("%s is logged as configured again", category);
        }
    }

    /** Hears which are changed; the same may come twice, or after something newer. Never blocks. */
    @Incoming(LogLevels.CHANNEL + "-in")
    public void hear(String message) {
        var heard = json.read(message, LogLevels.class);
        newest.accumulateAndGet(heard, (known, said) -> said.version() < known.version() ? known : said);
    }

    void keepSetting(@Observes StartupEvent event, Tasks tasks) {
        tasks.repeat("log-levels", PERIOD, () -> set(Instant.now()));
    }

    /** Sets what holds at a moment. One thread at a time. */
    void set(Instant now) {
        var wanted = new HashMap<String, LogLevel>();
        for (var each : newest.get().levels()) {
            if (now.isBefore(each.until()) && categories.mayChange(each.category())) {
                LogLevel.named(each.level()).ifPresent(level -> wanted.put(each.category(), level));
            }
        }
        changed.entrySet().removeIf(each -> {
            boolean over = !wanted.containsKey(each.getKey());
            if (over) {
                each.getValue().setBack(each.getKey());
            }
            return over;
        });
        wanted.forEach((category, level) ->
                changed.computeIfAbsent(category, Changed::of).set(category, level));
        count = changed.size();
    }
}
