package dev.pulsegate.platform.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.trace.ReceivedSpan;
import dev.pulsegate.testkit.trace.TraceCollector;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** Spans on their way to a collector, which may be away. */
class TracesTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int BUFFER = 16;
    private static final SpanContext PARENT =
            TraceParent.read("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    private final TraceCollector collector = new TraceCollector();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        collector.close();
    }

    private double count(String outcome) {
        return meters.get("pulsegate.traces.spans")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void whatIsOverIsSentAsItWasTold() {
        var from = Instant.parse("2030-01-01T00:00:00.000001Z");
        try (var traces = TestTraces.sentTo(collector.endpoint(), meters, Map.of())) {
            traces.tell(new FinishedSpan(
                    "work",
                    SpanKind.CONSUMER,
                    PARENT,
                    "00000000000000ab",
                    from,
                    from.plusMillis(5),
                    Attributes.builder().put("number", 7).build(),
                    "broken"));
        }

        var span = collector.await(PARENT.getTraceId(), "work");
        assertThat(span.id()).isEqualTo("00000000000000ab");
        assertThat(span.parentId()).isEqualTo(PARENT.getSpanId());
        assertThat(span.endNanos() - span.startNanos()).isEqualTo(5_000_000);
        assertThat(span.attributes()).containsEntry("number", "7");
        assertThat(span.isError()).isTrue();
        assertThat(count("sent")).isOne();
    }

    @Test
    void whoSentATraceDecidesWhetherItIsRecorded() {
        var unwanted = TraceParent.read("00-aaf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00");
        try (var traces = TestTraces.sentTo(collector.endpoint(), meters, Map.of("sample-ratio", "0"))) {
            traces.begin("unwanted", SpanKind.INTERNAL, unwanted).end();
            traces.begin("begun here", SpanKind.INTERNAL, SpanContext.getInvalid())
                    .end();
            traces.begin("wanted", SpanKind.INTERNAL, PARENT).end();
            collector.await(PARENT.getTraceId(), "wanted");
        }
        assertThat(collector.spans()).hasSize(1);
    }

    @Test
    void whileTheCollectorIsAwayNobodyWaitsAndNoMoreThanTheBufferIsKept() {
        collector.away(true);
        var settings = Map.of("buffer", String.valueOf(BUFFER), "timeout", "200ms");
        try (var traces = TestTraces.sentTo(collector.endpoint(), meters, settings)) {
            for (int i = 0; i < 1_000; i++) {
                traces.begin("early", SpanKind.INTERNAL, PARENT).end();
            }
            Eventually.holds(SOON, () -> assertThat(count("lost")).isPositive());
            assertThat(collector.refused()).isPositive();
            collector.away(false);
            Eventually.holds(SOON, () -> {
                traces.begin("late", SpanKind.INTERNAL, PARENT).end();
                assertThat(collector.spans()).extracting(ReceivedSpan::name).contains("late");
            });
        }
        assertThat(collector.spans().stream().filter(span -> span.name().equals("early")))
                .hasSizeLessThanOrEqualTo(2 * BUFFER);
    }

    @Test
    void whileTracesAreOffThereAreNoSpans() {
        try (var traces = Traces.off()) {
            assertThat(traces.isOn()).isFalse();
            assertThat(traces.begin("work", SpanKind.INTERNAL, PARENT)).isSameAs(Span.getInvalid());
            assertThat(traces.current().isValid()).isFalse();
        }
    }
}
