package dev.pulsegate.gateway.webhook;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;

/**
 * How a request's webhook stands, for people.
 *
 * @param state pending, delivered, or failed: given up
 * @param attempts how often it was tried
 * @param nextAttemptAt when it is tried next, once the request has come to its end
 * @param deliveredAt when it was taken
 * @param lastError what went wrong the last time
 */
@JsonInclude(Include.NON_NULL)
public record WebhookStanding(
        String state, int attempts, Instant nextAttemptAt, Instant deliveredAt, String lastError) {}
