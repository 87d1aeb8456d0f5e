package dev.pulsegate.workerprotocol;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What a worker says. A message's member {@code type} says which it is. */
public sealed interface WorkerMessage {

    /** The type of {@link Register}. */
    String REGISTER = "register";

    /** The type of {@link Authenticate}. */
    String AUTHENTICATE = "authenticate";

    /** The type of {@link Drain}. */
    String DRAIN = "drain";

    /** The type of {@link Progress}. */
    String PROGRESS = "inference_progress";

    /** The type of {@link TextChunk} and {@link DataChunk}. */
    String CHUNK = "inference_chunk";

    /** The type of {@link Completed}, {@link Failed} and {@link Unreadable}. */
    String RESULT = "inference_result";

    /** All types. */
    List<String> TYPES = List.of(REGISTER, AUTHENTICATE, DRAIN, PROGRESS, CHUNK, RESULT);

    /** What the member {@code type} says. */
    default String type() {
        return switch (this) {
            case Register _ -> REGISTER;
            case Authenticate _ -> AUTHENTICATE;
            case Drain _ -> DRAIN;
            case Progress _ -> PROGRESS;
            case Chunk _ -> CHUNK;
            case Completed _, Failed _, Unreadable _ -> RESULT;
        };
    }

    /**
     * {@code register}: the first message of a connection. All spaces named are served, or none.
     *
     * @param spaces the names of the spaces to serve, 1 to {@link ProtocolLimits#MAX_SPACES}
     * @param capacity how many requests to have at once, 1 to {@link ProtocolLimits#MAX_CAPACITY}
     * @param name a name for people, on one line, or null for none
     * @param version the version of what serves, for people, on one line, or null for none
     * @param inputs the kinds of input it can take; empty for all
     * @param held what it goes on with from an earlier connection, at most {@link ProtocolLimits#MAX_HELD}
     */
    record Register(
            List<String> spaces, int capacity, String name, String version, Set<InputKind> inputs, List<Attempt> held)
            implements WorkerMessage {

        /** Copies the collections. */
        public Register {
            spaces = List.copyOf(spaces);
            inputs = Set.copyOf(inputs);
            held = List.copyOf(held);
        }

        /** The same with what it goes on with. */
        public Register holding(List<Attempt> attempts) {
            return new Register(spaces, capacity, name, version, inputs, attempts);
        }
    }

    /**
     * {@code authenticate}: a new access token, before the one of the connection ends.
     *
     * @param token the token, at most {@link ProtocolLimits#MAX_TOKEN_CHARS} characters; never to be logged
     */
    record Authenticate(String token) implements WorkerMessage {

        /** Gives nothing of the token away. */
        @Override
        public String toString() {
            return "Authenticate[…]";
        }
    }

    /** {@code drain}: no more requests, please; what is here will be finished. */
    record Drain() implements WorkerMessage {}

    /** Something about a request. */
    sealed interface AboutRequest extends WorkerMessage {

        /** The attempt it is about. */
        Reference reference();

        /**
         * The same about an attempt that is named otherwise.
         *
         * @param other the attempt
         */
        default AboutRequest about(Reference other) {
            return switch (this) {
                case Progress(var reference, var progress, var message) -> new Progress(other, progress, message);
                case TextChunk(var reference, var seq, var text) -> new TextChunk(other, seq, text);
                case DataChunk(var reference, var seq, var data) -> new DataChunk(other, seq, data);
                case Completed(var reference, var result) -> new Completed(other, result);
                case Failed(var reference, var error, var retryable) -> new Failed(other, error, retryable);
                case Unreadable(var reference, var why) -> new Unreadable(other, why);
            };
        }
    }

    /**
     * {@code inference_progress}: how far a request has come. With neither it asks whether the attempt still holds.
     *
     * @param reference the attempt it is about
     * @param progress from 0 to 1, as it was said, or null if it is not known
     * @param message a few words for people, or null for none
     */
    record Progress(Reference reference, BigDecimal progress, String message) implements AboutRequest {}

    /** {@code inference_chunk}: the next piece of output. */
    sealed interface Chunk extends AboutRequest {

        /** Counts the attempt's chunks, text and data alike, from 0. */
        int seq();
    }

    /**
     * A chunk of text.
     *
     * @param reference the attempt it is about
     * @param seq counts the attempt's chunks, text and data alike, from 0
     * @param text the text; pieces of text add up
     */
    record TextChunk(Reference reference, int seq, String text) implements Chunk {}

    /**
     * A chunk of data.
     *
     * @param reference the attempt it is about
     * @param seq counts the attempt's chunks, text and data alike, from 0
     * @param data any JSON value
     */
    record DataChunk(Reference reference, int seq, RawJson data) implements Chunk {}

    /**
     * {@code inference_result} of a request that went well.
     *
     * @param reference the attempt it ends
     * @param result a JSON object of at most {@link ProtocolLimits#MAX_RESULT_BYTES}
     */
    record Completed(Reference reference, RawJson result) implements AboutRequest {}

    /**
     * {@code inference_result} of a request that did not.
     *
     * @param reference the attempt it ends
     * @param error why, for the one who asked
     * @param retryable whether another attempt may go better
     */
    record Failed(Reference reference, String error, boolean retryable) implements AboutRequest {}

    /**
     * {@code inference_result} that is no JSON, as it was read: the request fails. Nobody writes it.
     *
     * @param reference the attempt it ends
     * @param why what is wrong with it, a sentence
     */
    record Unreadable(Reference reference, String why) implements AboutRequest {

        /** Checks that it says why. */
        public Unreadable {
            Objects.requireNonNull(why);
        }
    }
}
