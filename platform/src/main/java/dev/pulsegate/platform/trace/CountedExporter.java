package dev.pulsegate.platform.trace;

import java.util.Collection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/** Counts what the collector has taken, and what it has not and never will. */
final class CountedExporter implements SpanExporter {

    private final SpanExporter exporter;
    private final Counts counts;

    /** Those the collector has taken, and the others. */
    record Counts(Counter sent, Counter lost) {

        static Counts in(MeterRegistry registry) {
            return new Counts(
                    registry.counter("pulsegate.traces.spans", "outcome", "sent"),
                    registry.counter("pulsegate.traces.spans", "outcome", "lost"));
        }
    }

    CountedExporter(SpanExporter exporter, Counts counts) {
        this.exporter = exporter;
        this.counts = counts;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int count = spans.size();
        var result = exporter.export(spans);
        return result.whenComplete(() -> (result.isSuccess() ? counts.sent() : counts.lost()).increment(count));
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
