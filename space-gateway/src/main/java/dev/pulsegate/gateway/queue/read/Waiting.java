package dev.pulsegate.gateway.queue.read;

import java.time.Instant;
import java.util.UUID;

/**
 * A request that waits.
 *
 * @param accountId who asked
 * @param accountName who asked, by name
 * @param inputKinds the bits of what it brings
 * @param notBefore when it may have another attempt, or null for at any time
 */
public record Waiting(
        UUID id,
        UUID accountId,
        String accountName,
        int priority,
        int inputKinds,
        Instant acceptedAt,
        Instant notBefore) {}
