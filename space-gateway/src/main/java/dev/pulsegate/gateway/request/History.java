package dev.pulsegate.gateway.request;

import java.time.Instant;
import java.util.regex.Pattern;

import dev.pulsegate.gateway.queue.RequestEvent;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.accept.NewRequest;

/** A request as its events tell it, from its beginning on: no need to read it again. Used by one thread. */
public final class History {

    private static final Pattern ATTEMPT = Pattern.compile("\"attempt\"\\s*:\\s*(\\d{1,9})");

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
                result = inner(event);
            }
            case FAILED -> finishWithout(RequestState.FAILED, event);
            case CANCELED -> finishWithout(RequestState.CANCELED, event);
            case EXPIRED -> finishWithout(RequestState.EXPIRED, event);
        }
    }

    /** What the event says of it. A hand-over that did not reach its worker does not count, and its number comes again. */
    private int attempt(RequestEvent event) {
        var said = ATTEMPT.matcher(event.data());
        return said.find() ? Integer.parseInt(said.group(1)) : attempt;
    }

    private void finishWithout(RequestState end, RequestEvent event) {
        finish(end, event);
        failure = inner(event);
    }

    private void finish(RequestState end, RequestEvent event) {
        state = end;
        finishedAt = event.at();
    }

    /** A final event's data is an object with one member. */
    private static String inner(RequestEvent event) {
        var data = event.data();
        return data.substring(data.indexOf(':') + 1, data.lastIndexOf('}')).strip();
    }

    public boolean isOver() {
        return state.isFinal();
    }

    public RequestView view() {
        return new RequestView(
                request.id(),
                request.space().id(),
                request.space().name(),
                state,
                null,
                null,
                null,
                request.accountName(),
                request.accountId(),
                request.priority(),
                attempt,
                acceptedAt,
                handedOverAt,
                null,
                finishedAt,
                request.payload(),
                result,
                failure,
                null);
    }
}
