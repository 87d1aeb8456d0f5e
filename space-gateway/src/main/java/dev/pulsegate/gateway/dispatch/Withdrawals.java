package dev.pulsegate.gateway.dispatch;

import java.util.function.Consumer;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.Change;
import dev.pulsegate.gateway.queue.RequestState;

/** Takes from workers what is theirs no more, and tells them so. */
final class Withdrawals {

    private final WorkerPool pool;
    private final Consumer<Running> freed;
    private final Runnable lookAgain;

    /**
     * @param freed is told of an attempt whose worker has finished it
     * @param lookAgain is told that a worker has become free
     */
    Withdrawals(WorkerPool pool, Consumer<Running> freed, Runnable lookAgain) {
        this.pool = pool;
        this.freed = freed;
        this.lookAgain = lookAgain;
    }

    /**
     * A request that has left its worker otherwise than by the worker's own word to this process. If it came to its end by
     * that word, brought elsewhere, there is nothing to cancel.
     */
    void takeAway(Change change) {
        pool.release(change.requestId(), attempt -> attempt.number() == change.attempt())
                .ifPresent(was -> {
                    switch (change.after()) {
                        case COMPLETED, FAILED -> freed.accept(was);
                        case CANCELED, EXPIRED, QUEUED, PROCESSING -> {
                            was.worker().port.cancel(was.attempt(), reason(change.after()));
                            lookAgain.run();
                        }
                    }
                });
    }

    private static String reason(RequestState after) {
        return switch (after) {
            case CANCELED -> "the request was canceled";
            case EXPIRED -> "the deadline passed";
            case QUEUED -> "the request was put back into the queue";
            case COMPLETED, FAILED -> "the request has come to its end";
            case PROCESSING -> "another attempt has begun";
        };
    }

    /** An attempt that the database says is over. */
    void forget(Attempt attempt) {
        pool.release(attempt.requestId(), attempt::equals)
                .ifPresent(was -> was.worker().port.cancel(attempt, "the request is not this worker's any more"));
    }
}
