package dev.pulsegate.testkit.trace;

import java.util.Map;

/**
 * A span as a collector got it.
 *
 * @param service the {@code service.name} of the process that sent it
 * @param parentId empty if it begins its trace
 * @param startNanos when it began, since 1970
 * @param endNanos when it ended
 * @param attributes their values as text
 * @param isError whether it says that something went wrong
 */
public record ReceivedSpan(
        String service,
        String traceId,
        String id,
        String parentId,
        String name,
        long startNanos,
        long endNanos,
        Map<String, String> attributes,
        boolean isError) {}
