package dev.pulsegate.gateway.trace;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;

import dev.pulsegate.gateway.queue.AttemptTrace;
import dev.pulsegate.gateway.queue.Change;
import dev.pulsegate.gateway.queue.QueueListener;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.platform.trace.FinishedSpan;
import dev.pulsegate.platform.trace.TraceParent;
import dev.pulsegate.platform.trace.Traces;

/**
 * Tells what happens to requests that are traced. A space is what OpenTelemetry calls a destination of messages, and a
 * request a message: it is sent to the space by whoever submits it, and processed by whoever has an attempt at it.
 */
@ApplicationScoped
public class RequestSpans implements QueueListener {

    /** Whether a submission has become a request. */
    public static final String ACCEPTED = "pulsegate.request.accepted";

    private static final String DESTINATION = " spaces/{space}";

    private final Traces traces;

    RequestSpans(Traces traces) {
        this.traces = traces;
    }

    /** Whether there is anything to tell, to anybody. */
    public boolean areOn() {
        return traces.isOn();
    }

    /** A submission is looked at; the caller ends the span. */
    public Span accepting(UUID requestId, UUID spaceId) {
        return traces.isOn()
                ? traces.begin("accept" + DESTINATION, SpanKind.PRODUCER, traces.current())
                        .setAllAttributes(about("accept", requestId, spaceId)
                                .put("messaging.operation.type", "send")
                                .build())
                : Span.getInvalid();
    }

    /**
     * The end of a request is told to a webhook; the caller ends the span.
     *
     * @param ofRequest the span that took the request in, or null if it is not traced
     * @param host the webhook's
     */
    public Span telling(String ofRequest, UUID requestId, String host, int attempt) {
        return ofRequest == null || !traces.isOn()
                ? Span.getInvalid()
                : traces.begin("POST", SpanKind.CLIENT, TraceParent.read(ofRequest))
                        .setAttribute("http.request.method", "POST")
                        .setAttribute("http.request.resend_count", attempt - 1L)
                        .setAttribute("server.address", host)
                        .setAttribute("messaging.message.id", requestId.toString());
    }

    /** The span that has taken in what changes; not valid if these are several requests, or none that moves. */
    public SpanContext commonTo(List<Change> changes) {
        if (!traces.isOn()) {
            return SpanContext.getInvalid();
        }
        var all = changes.stream()
                .filter(RequestSpans::isTold)
                .map(Change::traceparent)
                .distinct()
                .toList();
        return all.size() == 1 ? TraceParent.read(all.getFirst()) : SpanContext.getInvalid();
    }

    private static boolean isTold(Change change) {
        return change.traceparent() != null && change.before() != change.after();
    }

    @Override
    public void changed(List<Change> changes) {
        for (var change : changes) {
            if (isTold(change) && change.since() != null) {
                moved(change);
            }
        }
    }

    private void moved(Change change) {
        switch (change.before()) {
            case QUEUED -> waited(change);
            case PROCESSING -> attempted(change);
            case null, default -> {}
        }
    }

    /** Only before its first attempt: since when it waits for another, its attempts themselves show. */
    private void waited(Change change) {
        if (change.attempt() == (change.after() == RequestState.PROCESSING ? 1 : 0)) {
            var about = about("wait", change.requestId(), change.spaceId());
            tell("wait", SpanKind.INTERNAL, null, about, change);
        }
    }

    private void attempted(Change change) {
        var about = about("attempt", change.requestId(), change.spaceId())
                .put("messaging.operation.type", "process")
                .put("pulsegate.request.status", change.after().wireName());
        if (change.attempt() > 0) {
            about.put("pulsegate.attempt.number", change.attempt());
        }
        if (change.cause() != null) {
            about.put("pulsegate.requeue.reason", change.cause().wireName());
        }
        var id = AttemptTrace.spanId(change.requestId(), change.since());
        tell("attempt", SpanKind.CONSUMER, id, about, change);
    }

    private void tell(String operation, SpanKind kind, String id, AttributesBuilder about, Change change) {
        traces.tell(new FinishedSpan(
                operation + DESTINATION,
                kind,
                TraceParent.read(change.traceparent()),
                id,
                change.since(),
                endOf(change),
                about.build(),
                failure(change)));
    }

    private static Instant endOf(Change change) {
        return change.events().isEmpty()
                ? Instant.now()
                : change.events().getLast().at();
    }

    /** That somebody has canceled it is nothing wrong. */
    private static String failure(Change change) {
        return switch (change.after()) {
            case FAILED, EXPIRED -> change.after().wireName();
            case QUEUED -> change.cause() == null ? null : change.cause().wireName();
            case PROCESSING, COMPLETED, CANCELED -> null;
        };
    }

    private static AttributesBuilder about(String operation, UUID requestId, UUID spaceId) {
        return Attributes.builder()
                .put("messaging.system", "pulsegate")
                .put("messaging.operation.name", operation)
                .put("messaging.destination.name", "spaces/" + spaceId)
                .put("messaging.destination.template", "spaces/{space}")
                .put("messaging.message.id", requestId.toString());
    }
}
