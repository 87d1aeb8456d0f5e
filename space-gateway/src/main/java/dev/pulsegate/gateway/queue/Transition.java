package dev.pulsegate.gateway.queue;

import java.util.EnumSet;
import java.util.Optional;

import static dev.pulsegate.gateway.queue.RequestState.CANCELED;
import static dev.pulsegate.gateway.queue.RequestState.COMPLETED;
import static dev.pulsegate.gateway.queue.RequestState.EXPIRED;
import static dev.pulsegate.gateway.queue.RequestState.FAILED;
import static dev.pulsegate.gateway.queue.RequestState.PROCESSING;
import static dev.pulsegate.gateway.queue.RequestState.QUEUED;

/**
 * What can happen to a request: the one table of transitions. Every statement takes its states from here or from {@link
 * RequestState}, so a transition that is not here cannot happen.
 */
public enum Transition {
    /** A worker gets it. */
    HAND_OVER(PROCESSING, QUEUED),
    /** Its worker is gone or gave it back: it waits again, in its old place. */
    REQUEUE(QUEUED, PROCESSING),
    /** Its worker has a result. */
    COMPLETE(COMPLETED, PROCESSING),
    /** Its worker has none, or was the last it could have. */
    FAIL(FAILED, PROCESSING),
    /** Its owner, an administrator or its space's end takes it away. */
    CANCEL(CANCELED, QUEUED, PROCESSING),
    /** Its time is over. */
    EXPIRE(EXPIRED, QUEUED, PROCESSING);

    /** Where every request begins. */
    public static final RequestState BEGINNING = QUEUED;

    private final RequestState to;
    private final RequestState from;
    private final RequestState orFrom;

    Transition(RequestState to, RequestState from) {
        this(to, from, from);
    }

    Transition(RequestState to, RequestState from, RequestState orFrom) {
        this.to = to;
        this.from = from;
        this.orFrom = orFrom;
    }

    /** Where it leads. */
    public RequestState to() {
        return to;
    }

    /** Where it can begin. */
    public EnumSet<RequestState> from() {
        return EnumSet.of(from, orFrom);
    }

    /** Where it leads from a state; empty if it cannot happen there. */
    public Optional<RequestState> apply(RequestState state) {
        return from().contains(state) ? Optional.of(to) : Optional.empty();
    }

    /** The states it can begin in, as SQL literals with commas between them. */
    public String sqlFrom() {
        return RequestState.sql(from());
    }

    /** The state it leads to, as an SQL literal. */
    public String sqlTo() {
        return to.sql();
    }
}
