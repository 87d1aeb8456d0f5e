package dev.pulsegate.worker.protocol;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What the gateway says. */
public sealed interface GatewayMessage {

    /**
     * {@code register_response} to a registration that holds.
     *
     * @param message a few words for people
     * @param connectionId the gateway's name for the connection; empty if it gave none
     * @param spaces the names of the spaces now served; empty if the gateway did not list them
     */
    record Registered(String message, String connectionId, List<String> spaces) implements GatewayMessage {}

    /**
     * {@code register_response} to a registration that does not hold; the gateway closes the connection after it.
     *
     * @param message why, for people
     */
    record RegistrationRefused(String message) implements GatewayMessage {}

    /**
     * {@code authenticate_response}: whether a new access token was taken.
     *
     * @param success whether the connection goes on with it
     * @param message why not, for people
     */
    record Authenticated(boolean success, String message) implements GatewayMessage {}

    /**
     * {@code inference_request}: a request is handed over.
     *
     * @param request the request
     */
    record Inference(InferenceRequest request) implements GatewayMessage {}

    /**
     * {@code inference_result_response}: a result arrived and need not be kept any longer.
     *
     * @param requestId the request
     * @param attempt the number of the attempt
     * @param accepted whether it became the request's result
     * @param message why not, for people
     */
    record ResultAnswered(String requestId, int attempt, boolean accepted, String message) implements GatewayMessage {}

    /**
     * {@code inference_cancel}: nobody wants the result any more.
     *
     * @param requestId the request
     * @param attempt the number of the attempt
     * @param reason why, for people
     */
    record Cancel(String requestId, int attempt, String reason) implements GatewayMessage {}

    /** {@code drain}: there will be no more requests on this connection; finish what is there. */
    record Drain() implements GatewayMessage {}

    /**
     * {@code error}: something the worker said was not taken.
     *
     * @param code a word for programs, one of {@link ErrorCode} or another
     * @param message the same for people
     * @param requestId the request it was about, if any
     * @param attempt the number of the attempt it was about, if any
     */
    record Problem(String code, String message, Optional<String> requestId, OptionalInt attempt)
            implements GatewayMessage {}
}
