package dev.pulsegate.ecg.live;

import java.util.Collection;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What is counted of all streams that run here together. Each by itself would be a label for whatever people make. */
final class StreamMeters {

    private final Counter samples;
    private final Counter broken;

    /**
     * @param running the streams that run, by id
     */
    StreamMeters(MeterRegistry registry, Map<String, LiveStream> running) {
        this.samples = registry.counter("pulsegate.ecg.samples.produced");
        this.broken = registry.counter("pulsegate.ecg.streams.broken");
        Gauge.builder("pulsegate.ecg.streams.live", running, Map::size).register(registry);
        Gauge.builder("pulsegate.ecg.viewers", running, streams -> viewers(streams.values()))
                .register(registry);
    }

    private static double viewers(Collection<LiveStream> streams) {
        return streams.stream().mapToInt(LiveStream::viewers).sum();
    }

    /** Samples were taken from a source, all leads counted. */
    void produced(long count) {
        samples.increment((double) count);
    }

    /** A stream ended by a failure of its source. */
    void broke() {
        broken.increment();
    }
}
