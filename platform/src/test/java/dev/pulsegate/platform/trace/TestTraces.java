package dev.pulsegate.platform.trace;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.resources.Resource;

import dev.pulsegate.platform.token.TokenSettings;

/** Traces that are sent to an address, without an application around them. */
public final class TestTraces {

    private TestTraces() {}

    /** Traces with these settings below {@code pulsegate.platform.traces}. */
    public static Traces sentTo(String endpoint, MeterRegistry registry, Map<String, String> settings) {
        var all = new HashMap<>(Map.of("pulsegate.platform.traces.interval", "20ms"));
        settings.forEach((name, value) -> all.put("pulsegate.platform.traces." + name, value));
        var config = TokenSettings.with(all).traces();
        return new Traces(
                Resource.getDefault(),
                config.sampleRatio(),
                TraceBeans.sent(URI.create(endpoint), config, CountedExporter.Counts.in(registry)));
    }
}
