package dev.pulsegate.gateway.worker;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;

/** What the gateway says to a worker, by the message's {@code type}. */
@JsonInclude(Include.NON_NULL)
public sealed interface GatewayMessage {

    /** What the message is. */
    @JsonProperty
    String type();

    /**
     * {@code register_response}.
     *
     * @param success whether it is registered; if not, the connection is closed
     * @param message the same in words
     * @param connectionId identifies the connection
     * @param spaceId the first of its spaces
     * @param spaces its spaces
     */
    record RegisterResponse(boolean success, String message, UUID connectionId, UUID spaceId, List<SpaceName> spaces)
            implements GatewayMessage {
        @Override
        public String type() {
            return "register_response";
        }

        static RegisterResponse refused(String why) {
            return new RegisterResponse(false, why, null, null, null);
        }
    }

    /** A space, by id and name. */
    record SpaceName(UUID id, String name) {}

    /**
     * {@code inference_request}: a request is the worker's now.
     *
     * @param payload what it brings: a JSON object
     */
    record InferenceRequest(
            UUID requestId,
            int attempt,
            UUID lease,
            String spaceName,
            String username,
            String deadline,
            @JsonRawValue String payload,
            List<File> files,
            Upload upload)
            implements GatewayMessage {
        @Override
        public String type() {
            return "inference_request";
        }
    }

    /** A file a request brings. */
    record File(String name, String kind, String contentType, long size, String url) {

        /** Gives nothing of what opens a door away. */
        @Override
        public String toString() {
            return "File[" + name + "]";
        }
    }

    /** Where a result file can be put. */
    record Upload(String putUrl, String finalUrl, String contentType) {

        /** Gives nothing of what opens a door away. */
        @Override
        public String toString() {
            return "Upload[" + contentType + "]";
        }
    }

    /**
     * {@code inference_result_response}: the worker may forget the result.
     *
     * @param accepted whether it became the request's result
     */
    record ResultResponse(UUID requestId, int attempt, boolean accepted, String message) implements GatewayMessage {
        @Override
        public String type() {
            return "inference_result_response";
        }
    }

    /** {@code inference_cancel}: nobody wants the result any more. */
    record Cancel(UUID requestId, int attempt, String reason) implements GatewayMessage {
        @Override
        public String type() {
            return "inference_cancel";
        }
    }

    /** {@code authenticate_response}: a new token was taken, or not. */
    record AuthenticateResponse(boolean success, String message) implements GatewayMessage {
        @Override
        public String type() {
            return "authenticate_response";
        }
    }

    /** {@code drain}: the worker gets no more on this connection. */
    record Drain() implements GatewayMessage {
        @Override
        public String type() {
            return "drain";
        }
    }

    /**
     * {@code error}: a message could not be followed; the connection stays open.
     *
     * @param code a word for programs
     * @param message a sentence for people
     * @param requestId the request it was about, if it was about one
     * @param attempt the attempt it was about, if known
     */
    record Refused(String code, String message, UUID requestId, Integer attempt) implements GatewayMessage {
        @Override
        public String type() {
            return "error";
        }
    }
}
