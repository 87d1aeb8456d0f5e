package dev.pulsegate.gateway.webhook;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonRawValue;

/**
 * What is posted.
 *
 * @param type {@code request.} and the request's end, such as {@code request.completed}
 * @param timestamp when the request came to its end
 * @param data the request
 */
record WebhookMessage(String type, Instant timestamp, Request data) {

    static WebhookMessage of(DueWebhook due) {
        var request = new Request(
                due.requestId(),
                due.spaceId(),
                due.spaceName(),
                due.status(),
                due.acceptedAt(),
                due.finishedAt(),
                due.result(),
                due.failure());
        return new WebhookMessage("request." + due.status(), due.finishedAt(), request);
    }

    /** The request, as the API shows it, without what it brought. */
    @JsonInclude(Include.NON_NULL)
    record Request(
            UUID id,
            UUID spaceId,
            String spaceName,
            String status,
            Instant acceptedAt,
            Instant finishedAt,
            @JsonRawValue String result,
            @JsonRawValue String failure) {}
}
