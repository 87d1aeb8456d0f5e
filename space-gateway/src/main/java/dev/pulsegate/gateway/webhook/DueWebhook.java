package dev.pulsegate.gateway.webhook;

import java.time.Instant;
import java.util.UUID;

/**
 * A webhook whose request has come to its end.
 *
 * @param accountId whose it is
 * @param host the host of its address, as shares are counted
 * @param url where to post to
 * @param secret what the message is signed with
 * @param attempts how often it was tried, this time included
 * @param status the request's end
 * @param acceptedAt when it was accepted
 * @param finishedAt when it came to its end
 * @param result its result as JSON, or null
 * @param failure why there is none as JSON, or null
 * @param traceparent the span that took the request in; null if it is not traced
 */
record DueWebhook(
        UUID requestId,
        UUID accountId,
        String host,
        String url,
        String secret,
        int attempts,
        UUID spaceId,
        String spaceName,
        String status,
        Instant acceptedAt,
        Instant finishedAt,
        String result,
        String failure,
        String traceparent) {

    /** Gives nothing of the address, which may hold a password, and of the secret away. */
    @Override
    public String toString() {
        return "DueWebhook[" + requestId + ", " + host + ", attempt " + attempts + "]";
    }
}
