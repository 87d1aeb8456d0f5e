package dev.pulsegate.platform.trace;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;

/**
 * Makes spans. Whether a trace that begins here is recorded is decided when it begins; one that comes from outside has been
 * decided on by whoever sent it. While traces are off every span is {@link Span#getInvalid()}, which does nothing.
 */
public final class Traces implements AutoCloseable {

    /** How long the last spans have to be sent when the process stops. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final ChosenIds ids = new ChosenIds();

    /** Null while traces are off. */
    private final SdkTracerProvider provider;

    /** Null while traces are off. */
    private final Tracer tracer;

    private Traces() {
        this.provider = null;
        this.tracer = null;
    }

    /**
     * Traces that are on.
     *
     * @param resource what this process is called
     * @param sampleRatio the share of the traces begun here that are recorded
     * @param processor takes the spans that are over
     */
    Traces(Resource resource, double sampleRatio, SpanProcessor processor) {
        this.provider = SdkTracerProvider.builder()
                .setResource(resource)
                .setIdGenerator(ids)
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(sampleRatio)))
                .addSpanProcessor(processor)
                .build();
        this.tracer = provider.get("dev.pulsegate");
    }

    /** Traces that are off. */
    public static Traces off() {
        return new Traces();
    }

    /** Whether there are any. */
    public boolean isOn() {
        return tracer != null;
    }

    /** The span of what this thread does for an HTTP request; not valid if there is none, or none that is traced. */
    public SpanContext current() {
        return isOn() ? LogTrace.current() : SpanContext.getInvalid();
    }

    /**
     * Begins a span; whoever begins it ends it.
     *
     * @param parent the span it belongs to; if it is not valid, a trace begins
     */
    public Span begin(String name, SpanKind kind, SpanContext parent) {
        return isOn()
                ? tracer.spanBuilder(name)
                        .setSpanKind(kind)
                        .setParent(Context.root().with(Span.wrap(parent)))
                        .startSpan()
                : Span.getInvalid();
    }

    /** Tells of something that is over. */
    public void tell(FinishedSpan told) {
        if (!isOn()) {
            return;
        }
        var builder = tracer.spanBuilder(told.name())
                .setSpanKind(told.kind())
                .setParent(Context.root().with(Span.wrap(told.parent())))
                .setStartTimestamp(told.from())
                .setAllAttributes(told.attributes());
        var span = told.id() == null ? builder.startSpan() : ids.with(told.id(), builder::startSpan);
        if (told.failure() != null) {
            span.setStatus(StatusCode.ERROR, told.failure());
        }
        // The clocks of database and process may differ by a little.
        span.end(told.to().isBefore(told.from()) ? told.from() : told.to());
    }

    /** Sends what is left, if that goes quickly. */
    @Override
    public void close() {
        if (provider != null) {
            provider.shutdown().join(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
