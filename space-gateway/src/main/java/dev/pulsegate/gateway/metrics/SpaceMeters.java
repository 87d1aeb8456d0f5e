package dev.pulsegate.gateway.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import dev.pulsegate.gateway.queue.Change;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.RequeueCause;

/**
 * The meters of one label, a space's or that of the rest. All of them are there from the beginning, so that whoever watches
 * a counter sees its first step, and none has to be looked up while requests pass.
 */
final class SpaceMeters implements AutoCloseable {

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(2),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1)
    };

    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> all = new ArrayList<>();
    private final Counter accepted;
    private final Counter repeated;
    private final Counter attempts;
    private final Timer wait;
    private final Timer run;
    private final Map<RequestState, Counter> finished = new EnumMap<>(RequestState.class);
    private final Map<RequeueCause, Counter> requeued = new EnumMap<>(RequeueCause.class);
    private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);
    private final Clock clock = Clock.systemUTC();
    private volatile Figures figures = Figures.NONE;

    /**
     * How busy spaces are.
     *
     * @param waiting how many requests wait
     * @param running how many workers have
     * @param firstAcceptedAt when the first in line was accepted; null if none waits
     * @param workers how many workers there are
     * @param busy how many of them have something
     * @param capacity how many requests they take at a time
     */
    record Figures(long waiting, long running, Instant firstAcceptedAt, int workers, int busy, int capacity) {

        static final Figures NONE = new Figures(0, 0, null, 0, 0, 0);

        /** Both together: the sums, and who has waited the longest. */
        Figures and(Figures other) {
            return new Figures(
                    waiting + other.waiting,
                    running + other.running,
                    earlier(firstAcceptedAt, other.firstAcceptedAt),
                    workers + other.workers,
                    busy + other.busy,
                    capacity + other.capacity);
        }

        private static Instant earlier(Instant a, Instant b) {
            if (a == null || b == null) {
                return a == null ? b : a;
            }
            return a.isBefore(b) ? a : b;
        }

        double waitSeconds(Instant now) {
            return firstAcceptedAt == null
                    ? 0
                    : Math.max(0, Duration.between(firstAcceptedAt, now).toMillis() / 1000.0);
        }
    }

    SpaceMeters(MeterRegistry registry, String label) {
        this.registry = registry;
        this.tags = Tags.of("space", label);
        this.accepted = counter("pulsegate.requests.accepted", tags);
        this.repeated = counter("pulsegate.requests.repeated", tags);
        this.attempts = counter("pulsegate.requests.attempts", tags);
        this.wait = timer("pulsegate.requests.wait");
        this.run = timer("pulsegate.requests.run");
        for (var state : RequestState.values()) {
            if (state.isFinal()) {
                finished.put(state, counter("pulsegate.requests.finished", tags.and("outcome", state.wireName())));
            }
        }
        for (var cause : RequeueCause.values()) {
            requeued.put(cause, counter("pulsegate.requests.requeued", tags.and("reason", cause.wireName())));
        }
        for (var why : Refusal.values()) {
            refused.put(why, counter("pulsegate.requests.refused", tags.and("reason", why.wireName())));
        }
        gauge("pulsegate.requests.waiting", null, Figures::waiting);
        gauge("pulsegate.requests.running", null, Figures::running);
        gauge("pulsegate.requests.first.wait", "seconds", known -> known.waitSeconds(clock.instant()));
        gauge("pulsegate.workers.connected", null, Figures::workers);
        gauge("pulsegate.workers.busy", null, Figures::busy);
        gauge("pulsegate.workers.capacity", null, Figures::capacity);
    }

    private Counter counter(String name, Tags its) {
        return kept(Counter.builder(name).tags(its).register(registry));
    }

    private Timer timer(String name) {
        return kept(
                Timer.builder(name).tags(tags).serviceLevelObjectives(BOUNDS).register(registry));
    }

    private void gauge(String name, String unit, ToDoubleFunction<Figures> value) {
        kept(Gauge.builder(name, this, meters -> value.applyAsDouble(meters.figures))
                .tags(tags)
                .baseUnit(unit)
                .register(registry));
    }

    private <T extends Meter> T kept(T meter) {
        all.add(meter);
        return meter;
    }

    void show(Figures latest) {
        figures = latest;
    }

    /** Something was submitted again that had been accepted. */
    void repeated() {
        repeated.increment();
    }

    void refused(Refusal why) {
        refused.get(why).increment();
    }

    void changed(Change change) {
        switch (change.after()) {
            case QUEUED -> queued(change);
            case PROCESSING -> processing(change);
            case COMPLETED, FAILED, CANCELED, EXPIRED -> {
                finished.get(change.after()).increment();
                if (change.before() == RequestState.PROCESSING) {
                    record(run, change);
                }
            }
        }
    }

    private void queued(Change change) {
        if (change.before() == null) {
            accepted.increment();
        } else if (change.cause() != null) {
            requeued.get(change.cause()).increment();
        }
    }

    /** What a worker says on the way changes nothing about where the request stands. */
    private void processing(Change change) {
        if (change.before() == RequestState.QUEUED) {
            attempts.increment();
            if (change.attempt() == 1) {
                record(wait, change);
            }
        }
    }

    private static void record(Timer timer, Change change) {
        if (change.since() != null && !change.events().isEmpty()) {
            timer.record(
                    Duration.between(change.since(), change.events().getLast().at()));
        }
    }

    /** Nothing more is shown under the label. */
    @Override
    public void close() {
        all.forEach(registry::remove);
    }
}
