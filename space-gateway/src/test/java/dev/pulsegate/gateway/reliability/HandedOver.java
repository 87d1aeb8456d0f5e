package dev.pulsegate.gateway.reliability;

import java.time.Instant;
import java.util.UUID;

/**
 * A request as a worker got it.
 *
 * @param requestId the request
 * @param attempt the number of the hand-over
 * @param lease the attempt's lease
 * @param deadline when it must be done
 */
record HandedOver(UUID requestId, int attempt, UUID lease, Instant deadline) {

    /** An attempt, as answers to results name it. */
    record Attempt(UUID requestId, int number) {}

    Attempt name() {
        return new Attempt(requestId, attempt);
    }
}
