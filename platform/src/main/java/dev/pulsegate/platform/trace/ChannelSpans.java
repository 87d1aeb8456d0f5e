package dev.pulsegate.platform.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;

import dev.pulsegate.platform.channel.ChannelHeaders;

/** The spans of messages on channels, of those whose writer says which trace they belong to. */
public final class ChannelSpans {

    private final Traces traces;
    private final String system;

    /** @param system what carries the messages, as OpenTelemetry names it */
    public ChannelSpans(Traces traces, String system) {
        this.traces = traces;
        this.system = system;
    }

    /** What a message is to have beside its text if it belongs to a trace; the same otherwise. */
    public static ChannelHeaders belonging(ChannelHeaders headers, SpanContext span) {
        var text = TraceParent.write(span);
        return text == null ? headers : headers.with(TraceParent.HEADER, text);
    }

    /** A message is being sent. */
    public Span send(String address, ChannelHeaders headers) {
        return begin("send", SpanKind.PRODUCER, address, headers);
    }

    /** A message is with its reader. */
    public Span process(String address, ChannelHeaders headers) {
        return begin("process", SpanKind.CONSUMER, address, headers);
    }

    private Span begin(String operation, SpanKind kind, String address, ChannelHeaders headers) {
        if (!traces.isOn()) {
            return Span.getInvalid();
        }
        var parent = TraceParent.read(headers.properties().get(TraceParent.HEADER));
        if (!parent.isValid()) {
            return Span.getInvalid();
        }
        return traces.begin(operation + " " + address, kind, parent)
                .setAttribute("messaging.system", system)
                .setAttribute("messaging.operation.name", operation)
                .setAttribute("messaging.operation.type", operation)
                .setAttribute("messaging.destination.name", address)
                .setAttribute("messaging.message.id", headers.messageId());
    }

    /** Ends the span of what has not gone as it should. */
    public static void failed(Span span, Throwable why) {
        span.setStatus(StatusCode.ERROR, why.getClass().getSimpleName());
        span.end();
    }
}
