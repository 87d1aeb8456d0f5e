package dev.pulsegate.gateway.request;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.accept.NewRequest;
import dev.pulsegate.gateway.queue.read.StoredRequest;
import dev.pulsegate.gateway.status.Wait;
import dev.pulsegate.gateway.status.WaitReason;
import dev.pulsegate.gateway.webhook.WebhookStanding;

/**
 * A request as the API shows it, in one flat object; what does not apply is null, and left out.
 *
 * @param spaceName its space's name when it was accepted
 * @param status where it stands
 * @param waiting while it is queued: how it waits
 * @param user who asked, by name
 * @param accountId who asked
 * @param attempt how often it was handed over
 * @param times when what happened to it
 * @param contents what it brought, and what came of it
 * @param webhook where a single request is shown: how telling its end stands
 */
@JsonInclude(Include.NON_NULL)
public record RequestView(
        UUID id,
        UUID spaceId,
        String spaceName,
        RequestState status,
        @JsonUnwrapped Waiting waiting,
        String user,
        UUID accountId,
        Integer priority,
        Integer attempt,
        @JsonUnwrapped Times times,
        @JsonUnwrapped Contents contents,
        WebhookStanding webhook) {

    /**
     * How a request waits. Here what is not known is left out, where the events' {@link Wait} says null.
     *
     * @param position its place, from 1
     * @param waitReason why it waits
     * @param expectedWaitSeconds for how long still, about
     */
    @JsonInclude(Include.NON_NULL)
    public record Waiting(Long position, WaitReason waitReason, Long expectedWaitSeconds) {

        static Waiting of(Wait wait) {
            return new Waiting(wait.position(), wait.waitReason(), wait.expectedWaitSeconds());
        }
    }

    /**
     * When what happened to a request.
     *
     * @param acceptedAt when it was accepted
     * @param handedOverAt when it was last handed over
     * @param deadlineAt while a worker has it: when it must be done
     * @param finishedAt when it came to its end
     */
    @JsonInclude(Include.NON_NULL)
    public record Times(Instant acceptedAt, Instant handedOverAt, Instant deadlineAt, Instant finishedAt) {}

    /**
     * What is in a request: each a JSON object, as it was written.
     *
     * @param input what it brought
     * @param result what the worker made of it
     * @param failure why there is no result: {@code code} and {@code message}
     */
    @JsonInclude(Include.NON_NULL)
    public record Contents(
            @JsonRawValue String input,
            @JsonRawValue String result,
            @JsonRawValue String failure) {}

    /** Shows a stored request; {@code wait} is null unless it is queued, {@code webhook} unless it is to be shown. */
    static RequestView of(StoredRequest request, Wait wait, WebhookStanding webhook) {
        return new RequestView(
                request.id(),
                request.spaceId(),
                request.spaceName(),
                request.state(),
                wait == null ? null : Waiting.of(wait),
                request.accountName(),
                request.accountId(),
                request.priority(),
                request.attempt(),
                new Times(request.acceptedAt(), request.handedOverAt(), request.deadlineAt(), request.finishedAt()),
                new Contents(request.payload(), request.result(), request.failure()),
                webhook);
    }

    /** Shows a request that was accepted just now: nothing is known of it but how it waits. */
    static RequestView of(NewRequest request, Wait wait) {
        return of(request, RequestState.QUEUED, Waiting.of(wait), 0, null, null);
    }

    /** Shows a request that was accepted a moment ago, and what has come of it since. */
    static RequestView of(NewRequest request, RequestState state, int attempt, Times times, Contents contents) {
        return of(request, state, null, attempt, times, contents);
    }

    private static RequestView of(
            NewRequest request, RequestState state, Waiting waiting, int attempt, Times times, Contents contents) {
        return new RequestView(
                request.id(),
                request.space().id(),
                request.space().name(),
                state,
                waiting,
                request.accountName(),
                request.accountId(),
                request.priority(),
                attempt,
                times,
                contents,
                null);
    }
}
