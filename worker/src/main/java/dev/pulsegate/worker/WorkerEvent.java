package dev.pulsegate.worker;

import java.time.Duration;
import java.util.List;

import dev.pulsegate.workerprotocol.Attempt;

/** What happens to a worker, for its log. */
public sealed interface WorkerEvent {

    /**
     * The gateway took the registration.
     *
     * @param spaces the names of the spaces served
     * @param capacity how many requests are taken at once
     * @param connectionId the gateway's name for the connection
     */
    record Registered(List<String> spaces, int capacity, String connectionId) implements WorkerEvent {}

    /**
     * There is no connection; another is tried after a wait.
     *
     * @param reason why
     * @param delay how long until then
     */
    record Retrying(String reason, Duration delay) implements WorkerEvent {}

    /** The access token was replaced before it ended; the connection goes on. */
    record TokenRenewed() implements WorkerEvent {}

    /**
     * The access token was not replaced. If it ends before that succeeds, the gateway ends the connection.
     *
     * @param reason why
     */
    record TokenNotRenewed(String reason) implements WorkerEvent {}

    /**
     * A handler begins with a request.
     *
     * @param attempt the attempt
     * @param space the space it was sent to
     * @param username who sent it
     */
    record Started(Attempt attempt, String space, String username) implements WorkerEvent {}

    /**
     * A handler tells its progress.
     *
     * @param attempt the attempt
     * @param fraction from 0 to 1
     * @param message a few words, or none
     */
    record Progressed(Attempt attempt, double fraction, String message) implements WorkerEvent {}

    /**
     * A handler writes a line to the log.
     *
     * @param attempt the attempt
     * @param line the line
     */
    record Logged(Attempt attempt, String line) implements WorkerEvent {}

    /**
     * A handler has its result.
     *
     * @param attempt the attempt
     * @param duration how long it took
     */
    record Completed(Attempt attempt, Duration duration) implements WorkerEvent {}

    /**
     * A handler, or the worker before it, failed.
     *
     * @param attempt the attempt
     * @param error why
     */
    record Failed(Attempt attempt, String error) implements WorkerEvent {}

    /**
     * A request is no longer wanted from this worker.
     *
     * @param attempt the attempt
     * @param reason why
     */
    record Canceled(Attempt attempt, String reason) implements WorkerEvent {}

    /**
     * The gateway did not take a result.
     *
     * @param requestId the request
     * @param reason why
     */
    record ResultRefused(String requestId, String reason) implements WorkerEvent {}

    /**
     * A result that waited for its delivery was given up, as too many did.
     *
     * @param requestId the request
     */
    record ResultDropped(String requestId) implements WorkerEvent {}

    /**
     * The gateway says that something it was sent was wrong.
     *
     * @param code a word for programs
     * @param message the same for people
     */
    record GatewayComplained(String code, String message) implements WorkerEvent {}

    /**
     * Something the gateway sent was passed over.
     *
     * @param reason why
     */
    record FrameIgnored(String reason) implements WorkerEvent {}

    /**
     * No more requests are taken; what is there is finished.
     *
     * @param byGateway whether the gateway asked for it, and not this side
     * @param unfinished how many requests that is
     */
    record Draining(boolean byGateway, int unfinished) implements WorkerEvent {}
}
