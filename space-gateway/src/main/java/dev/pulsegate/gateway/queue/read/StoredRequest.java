package dev.pulsegate.gateway.queue.read;

import java.time.Instant;
import java.util.UUID;

import dev.pulsegate.gateway.queue.RequestState;

/**
 * A request as the database has it.
 *
 * @param spaceId its space, which may be gone
 * @param spaceName its space's name when it was accepted
 * @param accountId who asked
 * @param accountName who asked, by name
 * @param state where it stands
 * @param rank its place in the queue
 * @param inputKinds the bits of what it brings
 * @param payload what it brings: a JSON object
 * @param fileCount how many stored files belong to it
 * @param attempt how often it was handed over
 * @param replica the gateway process whose worker has or had it, or null
 * @param handedOverAt when it was last handed over, or null
 * @param deadlineAt when its worker must be done, or null
 * @param finishedAt when it came to its end, or null
 * @param result a JSON object, or null
 * @param failure why there is no result, a JSON object, or null
 * @param lastSeq how many events there are
 * @param notBefore while it is queued: when it may have another attempt, or null for at any time
 */
public record StoredRequest(
        UUID id,
        UUID spaceId,
        String spaceName,
        UUID accountId,
        String accountName,
        RequestState state,
        int priority,
        long rank,
        int inputKinds,
        String payload,
        int fileCount,
        int attempt,
        UUID replica,
        Instant acceptedAt,
        Instant handedOverAt,
        Instant deadlineAt,
        Instant finishedAt,
        String result,
        String failure,
        int lastSeq,
        Instant notBefore) {}
