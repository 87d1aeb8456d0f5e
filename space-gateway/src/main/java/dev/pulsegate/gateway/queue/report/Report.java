package dev.pulsegate.gateway.queue.report;

import java.time.Duration;
import java.util.UUID;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.RequeueCause;

/** What becomes of an attempt. Taken only while the attempt is the one that holds its request. */
public sealed interface Report {

    /** The attempt it is about. */
    Attempt attempt();

    /** How much memory it takes, about, in bytes. */
    default int weight() {
        return 256
                + 2
                        * switch (this) {
                            case Progress progress -> progress.data().length();
                            case Chunk chunk -> chunk.data().length();
                            case Completed completed -> completed.result().length();
                            case Failed failed -> failed.failure().length();
                            case GivenBack givenBack -> givenBack.reason().length();
                            case Expired expired -> 0;
                        };
    }

    /**
     * How far the worker is.
     *
     * @param data a JSON object
     */
    record Progress(Attempt attempt, String data) implements Report {}

    /**
     * A piece of the result.
     *
     * @param chunk counts the attempt's chunks, from 0
     * @param data the piece: a JSON object
     */
    record Chunk(Attempt attempt, int chunk, String data) implements Report {}

    /**
     * The result.
     *
     * @param result a JSON object
     */
    record Completed(Attempt attempt, String result) implements Report {}

    /**
     * It failed for good.
     *
     * @param failure what the owner is told: a JSON object with {@code code} and {@code message}
     */
    record Failed(Attempt attempt, String failure) implements Report {}

    /**
     * The request can have another attempt, unless this was its last.
     *
     * @param reason why, in words
     * @param attemptLimit how many attempts it has; it fails if this was the last
     * @param reachedWorker whether the worker got it; if not, the attempt does not count
     * @param retry when to try again, and rather with whom not; null for at once, with anybody
     * @param holder the gateway process that gives it back, unless another has adopted it; null if the worker itself does
     * @param cause what kind of reason it is
     */
    record GivenBack(
            Attempt attempt,
            String reason,
            int attemptLimit,
            boolean reachedWorker,
            Retry retry,
            UUID holder,
            RequeueCause cause)
            implements Report {

        /** Given back by its worker, to be tried again at once. */
        public GivenBack(Attempt attempt, String reason, int attemptLimit, boolean reachedWorker) {
            this(attempt, reason, attemptLimit, reachedWorker, null, null, RequeueCause.WORKER_FAILED);
        }
    }

    /**
     * How a request is tried again.
     *
     * @param pause for how long it is not
     * @param failedBy the worker that failed it: another should have the next attempt
     */
    record Retry(Duration pause, UUID failedBy) {}

    /** Its deadline passed. */
    record Expired(Attempt attempt) implements Report {}
}
