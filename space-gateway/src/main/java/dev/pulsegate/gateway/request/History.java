package dev.pulsegate.gateway.request;

import java.time.Instant;

import dev.pulsegate.gateway.queue.RequestEvent;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.accept.NewRequest;
import dev.pulsegate.gateway.request.RequestView.Contents;
import dev.pulsegate.gateway.request.RequestView.Times;
import dev.pulsegate.platform.json.Json;

/** A request as its events tell it, from its beginning on: no need to read it again. Used by one thread. */
public final class History {

    private final NewRequest request;
    private RequestState state = RequestState.QUEUED;
    private int attempt;
    private Instant acceptedAt;
    private Instant handedOverAt;
    private Instant finishedAt;
    private String result;
    private String failure;

    public History(NewRequest request) {
        this.request = request;
    }

    public void add(RequestEvent event) {
        switch (event.type()) {
            case QUEUED -> {
                state = RequestState.QUEUED;
                acceptedAt = acceptedAt == null ? event.at() : acceptedAt;
                attempt = attempt(event);
            }
            case PROCESSING -> {
                state = RequestState.PROCESSING;
                attempt = attempt(event);
                handedOverAt = event.at();
            }
            case PROGRESS, CHUNK -> {}
            case COMPLETED -> {
                finish(RequestState.COMPLETED, event);
                result = member(event, "result");
            }
            case FAILED -> finishWithout(RequestState.FAILED, event);
            case CANCELED -> finishWithout(RequestState.CANCELED, event);
            case EXPIRED -> finishWithout(RequestState.EXPIRED, event);
        }
    }

    /** What the event says of it. A hand-over that did not reach its worker does not count, and its number comes again. */
    private int attempt(RequestEvent event) {
        return Json.member(event.data(), "attempt").map(Integer::parseInt).orElse(attempt);
    }

    private void finishWithout(RequestState end, RequestEvent event) {
        finish(end, event);
        failure = member(event, "failure");
    }

    private void finish(RequestState end, RequestEvent event) {
        state = end;
        finishedAt = event.at();
    }

    private static String member(RequestEvent event, String name) {
        return Json.member(event.data(), name).orElse(null);
    }

    public boolean isOver() {
        return state.isFinal();
    }

    public RequestView view() {
        return RequestView.of(
                request,
                state,
                attempt,
                new Times(acceptedAt, handedOverAt, null, finishedAt),
                new Contents(request.payload(), result, failure));
    }
}
