package dev.pulsegate.gateway.dispatch;

import java.util.UUID;

import dev.pulsegate.gateway.queue.Attempt;

/**
 * An attempt a worker of this process has.
 *
 * @param attempt the attempt
 * @param spaceId the request's space
 * @param worker who has it
 * @param startedNanos when it was handed over, by {@link System#nanoTime}
 * @param deadlineNanos when it must be done, likewise
 */
record Running(Attempt attempt, UUID spaceId, Worker worker, long startedNanos, long deadlineNanos) {}
