package dev.pulsegate.gateway.request;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonRawValue;

import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.read.StoredRequest;
import dev.pulsegate.gateway.status.Wait;
import dev.pulsegate.gateway.status.WaitReason;
import dev.pulsegate.gateway.webhook.WebhookStanding;

/**
 * A request as the API shows it; what does not apply is left out.
 *
 * @param id its id
 * @param spaceId its space
 * @param spaceName its space's name when it was accepted
 * @param status where it stands
 * @param position while it is queued: its place, from 1
 * @param waitReason while it is queued: why it waits
 * @param expectedWaitSeconds while it is queued: for how long still, about
 * @param user who asked, by name
 * @param accountId who asked
 * @param priority its priority
 * @param attempt how often it was handed over
 * @param acceptedAt when it was accepted
 * @param handedOverAt when it was last handed over
 * @param deadlineAt while a worker has it: when it must be done
 * @param finishedAt when it came to its end
 * @param input what it brought
 * @param result what the worker made of it
 * @param failure why there is no result: {@code code} and {@code message}
 * @param webhook where a single request is shown: how telling its end stands
 */
@JsonInclude(Include.NON_NULL)
public record RequestView(
        UUID id,
        UUID spaceId,
        String spaceName,
        RequestState status,
        Long position,
        WaitReason waitReason,
        Long expectedWaitSeconds,
        String user,
        UUID accountId,
        Integer priority,
        Integer attempt,
        Instant acceptedAt,
        Instant handedOverAt,
        Instant deadlineAt,
        Instant finishedAt,
        @JsonRawValue String input,
        @JsonRawValue String result,
        @JsonRawValue String failure,
        WebhookStanding webhook) {

    /** Shows a stored request; {@code wait} may be null. */
    static RequestView of(StoredRequest request, Wait wait) {
        return new RequestView(
                request.id(),
                request.spaceId(),
                request.spaceName(),
                request.state(),
                wait == null ? null : wait.position(),
                wait == null ? null : wait.waitReason(),
                wait == null ? null : wait.expectedWaitSeconds(),
                request.accountName(),
                request.accountId(),
                request.priority(),
                request.attempt(),
                request.acceptedAt(),
                request.handedOverAt(),
                request.deadlineAt(),
                request.finishedAt(),
                request.payload(),
                request.result(),
                request.failure(),
                null);
    }

    /** The same with what became of its webhook; null if it has none. */
    RequestView with(WebhookStanding standing) {
        return new RequestView(
                id,
                spaceId,
                spaceName,
                status,
                position,
                waitReason,
                expectedWaitSeconds,
                user,
                accountId,
                priority,
                attempt,
                acceptedAt,
                handedOverAt,
                deadlineAt,
                finishedAt,
                input,
                result,
                failure,
                standing);
    }
}
