package dev.pulsegate.platform.trace;

import java.util.Optional;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.jboss.logging.MDC;

/**
 * The span of what is done now, as the log's context has it, which goes wherever the work on an HTTP request goes: every log
 * line of a request names its trace, and so can whatever the request leads to.
 */
public final class LogTrace {

    /** The trace's id in the log's context and in problems. */
    public static final String KEY = "trace_id";

    private static final String SPAN = "span_id";
    private static final String FLAGS = "trace_flags";

    private LogTrace() {}

    static void put(SpanContext span) {
        MDC.put(KEY, span.getTraceId());
        MDC.put(SPAN, span.getSpanId());
        MDC.put(FLAGS, span.getTraceFlags().asHex());
    }

    static SpanContext current() {
        return MDC.get(KEY) instanceof String trace
                        && MDC.get(SPAN) instanceof String span
                        && MDC.get(FLAGS) instanceof String flags
                ? SpanContext.create(trace, span, TraceFlags.fromHex(flags, 0), TraceState.getDefault())
                : SpanContext.getInvalid();
    }

    /** The id of the present trace, if there is one. */
    public static Optional<String> id() {
        return Optional.ofNullable(MDC.get(KEY)).map(Object::toString);
    }
}
