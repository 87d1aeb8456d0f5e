package dev.pulsegate.gateway.worker;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import dev.pulsegate.gateway.queue.Attempt;

/** What a worker may say, by the message's {@code type}. */
public sealed interface WorkerMessage {

    /**
     * {@code register}: it serves these spaces.
     *
     * @param spaces their names
     * @param capacity how many requests it takes at a time
     * @param inputKinds the bits of the inputs it takes
     * @param name its own name, for logs
     * @param version its version, for logs
     * @param held what it has from an earlier connection and goes on with
     */
    record Register(
            List<String> spaces,
            int capacity,
            int inputKinds,
            Optional<String> name,
            Optional<String> version,
            List<Attempt> held)
            implements WorkerMessage {}

    /**
     * {@code authenticate}: a new token, before the one it connected with ends.
     *
     * @param token the token
     */
    record Authenticate(String token) implements WorkerMessage {

        /** Gives nothing of the token away. */
        @Override
        public String toString() {
            return "Authenticate[…]";
        }
    }

    /** {@code drain}: it takes no more, and finishes what it has. */
    record Drain() implements WorkerMessage {}

    /** Something about a request. */
    sealed interface AboutRequest extends WorkerMessage {

        /** Which attempt it means. */
        Reference reference();
    }

    /**
     * The attempt a message means. Whoever has the request may leave out all but the request.
     *
     * @param requestId the request
     * @param attempt the number of the attempt
     * @param lease the attempt's lease
     */
    record Reference(UUID requestId, OptionalInt attempt, Optional<UUID> lease) {

        /** The request as whoever has it may name it. */
        public static Reference held(UUID requestId) {
            return new Reference(requestId, OptionalInt.empty(), Optional.empty());
        }
    }

    /**
     * {@code inference_progress}.
     *
     * @param data progress and message, as a JSON object
     */
    record Progress(Reference reference, String data) implements AboutRequest {}

    /**
     * {@code inference_chunk}.
     *
     * @param seq counts the attempt's chunks, from 0
     * @param data text or data, as a JSON object
     */
    record Chunk(Reference reference, int seq, String data) implements AboutRequest {}

    /**
     * {@code inference_result} with status completed.
     *
     * @param result a JSON object
     */
    record Completed(Reference reference, String result) implements AboutRequest {}

    /**
     * {@code inference_result} that is no JSON: the request fails.
     *
     * @param why what is wrong with it
     */
    record Unreadable(Reference reference, String why) implements AboutRequest {}

    /**
     * {@code inference_result} with status failed.
     *
     * @param error why
     * @param retryable whether another attempt may go better
     */
    record Failed(Reference reference, String error, boolean retryable) implements AboutRequest {}
}
