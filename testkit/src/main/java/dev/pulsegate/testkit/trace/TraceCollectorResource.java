package dev.pulsegate.testkit.trace;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Has the application under test send its traces to a collector of its own. Named in {@code @WithTestResource}; a test class
 * gets at the collector by a field of type {@link TraceCollector}.
 */
public final class TraceCollectorResource implements QuarkusTestResourceLifecycleManager {

    private final TraceCollector collector = new TraceCollector();

    @Override
    public Map<String, String> start() {
        return Map.of(
                "pulsegate.platform.traces.endpoint",
                collector.endpoint(),
                "pulsegate.platform.traces.interval",
                "50ms");
    }

    @Override
    public void stop() {
        collector.close();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(collector, field -> field.getType() == TraceCollector.class);
    }
}
