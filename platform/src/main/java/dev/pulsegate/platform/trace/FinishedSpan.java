package dev.pulsegate.platform.trace;

import java.time.Instant;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;

/**
 * Something that is over, told by whoever sees its end.
 *
 * @param name what it was
 * @param kind its side of what it was
 * @param parent the span it belongs to
 * @param id its own id where others have been told it; null for any
 * @param from when it began
 * @param to when it ended
 * @param attributes more about it
 * @param failure what went wrong, in a word; null if nothing did
 */
public record FinishedSpan(
        String name,
        SpanKind kind,
        SpanContext parent,
        String id,
        Instant from,
        Instant to,
        Attributes attributes,
        String failure) {}
