package dev.pulsegate.worker.protocol;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a worker says. */
public sealed interface WorkerMessage {

    /**
     * {@code register}: the first message of a connection.
     *
     * @param spaces the names of the spaces to serve
     * @param capacity how many requests to have at once, 1 to {@link ProtocolLimits#MAX_CAPACITY}
     * @param workerName a name for people
     * @param workerVersion the version of what serves, for people
     * @param inputs the kinds of input it can take; empty for all
     * @param held what it goes on with from an earlier connection, at most {@link ProtocolLimits#MAX_HELD}
     */
    record Register(
            List<String> spaces,
            int capacity,
            Optional<String> workerName,
            Optional<String> workerVersion,
            Set<InputKind> inputs,
            List<Attempt> held)
            implements WorkerMessage {

        /** The same with what it goes on with. */
        public Register holding(List<Attempt> attempts) {
            return new Register(spaces, capacity, workerName, workerVersion, inputs, attempts);
        }
    }

    /**
     * {@code inference_progress}: how far a request has come.
     *
     * @param attempt the attempt it is about
     * @param progress from 0 to 1, if known
     * @param message a few words for people, if any
     */
    record Progress(Attempt attempt, OptionalDouble progress, Optional<String> message) implements WorkerMessage {}

    /**
     * {@code inference_chunk} with text: the next piece of output.
     *
     * @param attempt the attempt it is about
     * @param seq counts the attempt's chunks, text and data alike, from 0
     * @param text the text
     */
    record TextChunk(Attempt attempt, long seq, String text) implements WorkerMessage {}

    /**
     * {@code inference_chunk} with data: the next piece of output.
     *
     * @param attempt the attempt it is about
     * @param seq counts the attempt's chunks, text and data alike, from 0
     * @param data any JSON value
     */
    record DataChunk(Attempt attempt, long seq, JsonNode data) implements WorkerMessage {}

    /**
     * {@code inference_result} of a request that went well.
     *
     * @param attempt the attempt it ends
     * @param result the result
     */
    record Completed(Attempt attempt, ObjectNode result) implements WorkerMessage {}

    /**
     * {@code inference_result} of a request that did not.
     *
     * @param attempt the attempt it ends
     * @param error why, for the one who asked
     * @param retryable whether another attempt may go better
     */
    record Failed(Attempt attempt, String error, boolean retryable) implements WorkerMessage {}

    /**
     * {@code authenticate}: a new access token, before the one of the connection ends.
     *
     * @param token the token; never to be logged
     */
    record Authenticate(String token) implements WorkerMessage {

        /** Gives the token away to nobody. */
        @Override
        public String toString() {
            return "Authenticate[]";
        }
    }

    /** {@code drain}: no more requests, please; what is here will be finished. */
    record Drain() implements WorkerMessage {}
}
