package dev.pulsegate.gateway.queue.claim;

import java.time.Instant;
import java.util.UUID;

import dev.pulsegate.gateway.queue.Attempt;

/**
 * A request taken out of the queue for a worker.
 *
 * @param accountName who asked, by name
 * @param inputKinds the bits of what it brings
 * @param payload what it brings: a JSON object
 * @param fileCount how many stored files belong to it
 * @param rank its place in the queue
 * @param deadline when the worker must be done
 * @param traceparent the attempt's span, for what the worker does; null if the request is not traced
 */
public record Claim(
        Attempt attempt,
        UUID spaceId,
        String spaceName,
        String accountName,
        int inputKinds,
        String payload,
        int fileCount,
        long rank,
        Instant acceptedAt,
        Instant deadline,
        String traceparent) {}
