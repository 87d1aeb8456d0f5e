package dev.pulsegate.platform.broker;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What one channel's end counts: {@code pulsegate.channel.messages} by outcome, and a reader's {@code pulsegate.channel.lag}. */
final class ChannelMetrics {

    /** What became of a message here. */
    enum Outcome {
        /** The broker has it. */
        SENT,
        /** It came for the first time. */
        RECEIVED,
        /** It was refused on its way out, or its reader failed with it; it may yet go well. */
        FAILED,
        /** It was given up and put where somebody can look at it. */
        PUT_ASIDE
    }

    private static final double MILLIS_PER_SECOND = 1000.0;

    private final MeterRegistry registry;
    private final String channel;
    private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);

    ChannelMetrics(MeterRegistry registry, String channel, Outcome... outcomes) {
        this.registry = registry;
        this.channel = channel;
        for (var outcome : outcomes) {
            counters.put(
                    outcome,
                    registry.counter(
                            "pulsegate.channel.messages",
                            "channel",
                            channel,
                            "outcome",
                            outcome.name().toLowerCase(Locale.ROOT)));
        }
    }

    void count(Outcome outcome) {
        counters.get(outcome).increment();
    }

    /** @param millis how old the oldest message is that came and is not done with; 0 if there is none */
    void showLag(Supplier<Long> millis) {
        Gauge.builder("pulsegate.channel.lag", () -> millis.get() / MILLIS_PER_SECOND)
                .baseUnit("seconds")
                .tag("channel", channel)
                .register(registry);
    }
}
