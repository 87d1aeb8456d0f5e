package dev.pulsegate.gateway.queue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The span of an attempt. Its worker is told of it when it begins, and its end may be seen by another process, which must
 * know it by the same id: the id follows from the request and the moment of the hand-over, which both know.
 */
public final class AttemptTrace {

    /** Spreads what differs little over all bits (the 64-bit golden ratio). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final int SPAN_BEGIN = 36;
    private static final int SPAN_END = 52;

    private AttemptTrace() {}

    /** The id of its span. */
    public static String spanId(UUID requestId, Instant handedOverAt) {
        long id = requestId.getLeastSignificantBits() ^ ChronoUnit.MICROS.between(Instant.EPOCH, handedOverAt) * SPREAD;
        return HexFormat.of().toHexDigits(id == 0 ? 1 : id);
    }

    /**
     * Names its span.
     *
     * @param ofRequest the span that took the request in, as it is stored; null if it is not traced
     */
    public static String traceparent(String ofRequest, UUID requestId, Instant handedOverAt) {
        return ofRequest == null
                ? null
                : ofRequest.substring(0, SPAN_BEGIN) + spanId(requestId, handedOverAt) + ofRequest.substring(SPAN_END);
    }
}
