package dev.pulsegate.gateway.reliability;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/**
 * A request as a worker got it.
 *
 * @param requestId the request
 * @param attempt the number of the hand-over
 * @param lease the attempt's lease
 * @param deadline when it must be done
 * @param putUrl where a file of its result may be put
 * @param finalUrl where that can be read afterwards
 */
record HandedOver(UUID requestId, int attempt, UUID lease, Instant deadline, URI putUrl, URI finalUrl) {

    /** An attempt, as answers to results name it. */
    record Attempt(UUID requestId, int number) {}

    Attempt name() {
        return new Attempt(requestId, attempt);
    }
}
