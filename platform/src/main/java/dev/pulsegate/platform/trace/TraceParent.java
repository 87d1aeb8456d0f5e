package dev.pulsegate.platform.trace;

import java.util.Map;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;

/**
 * {@code traceparent} of the W3C's Trace Context: which trace and which span of it something belongs to, as text. A {@code
 * tracestate} beside it is not passed on.
 */
public final class TraceParent {

    /** The name of the header, of a message's property and of what workers are told. */
    public static final String HEADER = "traceparent";

    /** A later version of the format may say more than the 55 characters of the first; nobody needs to say this much. */
    private static final int MOST_CHARACTERS = 256;

    private static final TextMapGetter<String> ITSELF = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String text) {
            return Map.of(HEADER, text).keySet();
        }

        @Override
        public String get(String text, String name) {
            return HEADER.equals(name) ? text : null;
        }
    };

    private TraceParent() {}

    /**
     * Reads what anybody may have written.
     *
     * @param text may be null
     * @return the span it names; not valid if it names none
     */
    public static SpanContext read(String text) {
        if (text == null || text.length() > MOST_CHARACTERS) {
            return SpanContext.getInvalid();
        }
        var found = W3CTraceContextPropagator.getInstance().extract(Context.root(), text, ITSELF);
        return Span.fromContext(found).getSpanContext();
    }

    /** The text that names a span; null if it is not valid. */
    public static String write(SpanContext span) {
        return span.isValid()
                ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                        + span.getTraceFlags().asHex()
                : null;
    }
}
