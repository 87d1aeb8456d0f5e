package dev.pulsegate.gateway.dispatch;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import dev.pulsegate.gateway.dispatch.WorkerPort.Removal;
import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.Change;
import dev.pulsegate.gateway.queue.RequestState;
import dev.pulsegate.gateway.queue.RequeueCause;
import dev.pulsegate.gateway.space.Space;

/** Takes from workers what is theirs no more, attempts and spaces, and tells them so. Nothing here blocks. */
final class Withdrawals {

    private final WorkerPool pool;
    private final Dispatcher.KnownSpaces spaces;
    private final Requeue requeue;
    private final Consumer<Lease> freed;
    private final Runnable lookAgain;

    /**
     * @param freed is told of an attempt whose worker has finished it
     * @param lookAgain is told that a worker has become free
     */
    Withdrawals(
            WorkerPool pool,
            Dispatcher.KnownSpaces spaces,
            Requeue requeue,
            Consumer<Lease> freed,
            Runnable lookAgain) {
        this.pool = pool;
        this.spaces = spaces;
        this.requeue = requeue;
        this.freed = freed;
        this.lookAgain = lookAgain;
    }

    /**
     * A request that has left its worker otherwise than by the worker's own word to this process. If it came to its end by
     * that word, brought elsewhere, there is nothing to cancel.
     */
    void takeAway(Change change) {
        pool.release(change.requestId(), attempt -> attempt.number() == change.attempt())
                .ifPresent(lease -> {
                    switch (change.after()) {
                        case COMPLETED, FAILED -> freed.accept(lease);
                        case CANCELED, EXPIRED, QUEUED, PROCESSING -> {
                            lease.cancel(reason(change.after()));
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
    void takeAway(Attempt attempt) {
        pool.release(attempt.requestId(), attempt::equals)
                .ifPresent(lease -> lease.cancel("the request is not this worker's any more"));
    }

    /** Looks at what all workers serve, as spaces have changed. */
    void lookAtSpaces() {
        pool.serving().forEach((worker, served) -> served.forEach(space -> lookAt(worker, space)));
    }

    /** Looks at what one worker serves, as its token has changed. */
    void lookAtSpacesOf(RegisteredWorker worker) {
        pool.spacesOf(worker).forEach(space -> lookAt(worker, space));
    }

    private void lookAt(RegisteredWorker worker, UUID spaceId) {
        removal(worker, spaceId).ifPresent(why -> {
            if (pool.dropSpace(worker, spaceId)) {
                if (why == Removal.NOT_ALLOWED) {
                    takeBack(worker, spaceId);
                }
                worker.port().removed(spaceId, why, pool.spacesOf(worker).isEmpty());
            }
        });
    }

    private Optional<Removal> removal(RegisteredWorker worker, UUID spaceId) {
        var space = spaces.find(spaceId).filter(Space::enabled);
        if (space.isEmpty()) {
            return Optional.of(Removal.SPACE_IS_GONE);
        }
        return worker.port().mayServe(space.get()) ? Optional.empty() : Optional.of(Removal.NOT_ALLOWED);
    }

    /** It is not the requests' fault: the attempts do not count. */
    private void takeBack(RegisteredWorker worker, UUID spaceId) {
        for (var lease : pool.releaseAll(worker, spaceId)) {
            requeue.undone(lease.attempt(), "the worker may not serve the space any more", RequeueCause.NOT_ALLOWED);
            lease.cancel("you may not serve the space any more");
        }
    }
}
