package dev.pulsegate.gateway.dispatch;

import java.util.UUID;

import dev.pulsegate.gateway.queue.Attempt;

/**
 * An attempt that a worker of this process has, until a deadline.
 *
 * @param attempt the attempt
 * @param spaceId the request's space
 * @param worker who has it
 * @param startedNanos when it was handed over, by {@link System#nanoTime}
 * @param deadlineNanos when it must be done, likewise
 */
record Lease(Attempt attempt, UUID spaceId, RegisteredWorker worker, long startedNanos, long deadlineNanos) {

    UUID requestId() {
        return attempt.requestId();
    }

    /** Tells the worker that nobody wants the result any more; {@code reason} says why, in words. */
    void cancel(String reason) {
        worker.port().cancel(attempt, reason);
    }
}
