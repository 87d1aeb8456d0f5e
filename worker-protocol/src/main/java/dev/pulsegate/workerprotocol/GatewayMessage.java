package dev.pulsegate.workerprotocol;

import java.util.List;

/** What the gateway says. A message's member {@code type} says which it is. */
public sealed interface GatewayMessage
        permits GatewayMessage.Registered,
                GatewayMessage.RegistrationRefused,
                GatewayMessage.AuthenticateResponse,
                InferenceRequest,
                GatewayMessage.ResultResponse,
                GatewayMessage.Cancel,
                GatewayMessage.Drain,
                GatewayMessage.Reconnect,
                GatewayMessage.Refused {

    /** The type of {@link Registered} and {@link RegistrationRefused}. */
    String REGISTER_RESPONSE = "register_response";

    /** The type of {@link AuthenticateResponse}. */
    String AUTHENTICATE_RESPONSE = "authenticate_response";

    /** The type of {@link InferenceRequest}. */
    String REQUEST = "inference_request";

    /** The type of {@link ResultResponse}. */
    String RESULT_RESPONSE = "inference_result_response";

    /** The type of {@link Cancel}. */
    String CANCEL = "inference_cancel";

    /** The type of {@link Drain}. */
    String DRAIN = "drain";

    /** The type of {@link Reconnect}. */
    String RECONNECT = "reconnect";

    /** The type of {@link Refused}. */
    String ERROR = "error";

    /** What the member {@code type} says. */
    default String type() {
        return switch (this) {
            case Registered _, RegistrationRefused _ -> REGISTER_RESPONSE;
            case AuthenticateResponse _ -> AUTHENTICATE_RESPONSE;
            case InferenceRequest _ -> REQUEST;
            case ResultResponse _ -> RESULT_RESPONSE;
            case Cancel _ -> CANCEL;
            case Drain _ -> DRAIN;
            case Reconnect _ -> RECONNECT;
            case Refused _ -> ERROR;
        };
    }

    /**
     * {@code register_response} to a registration that holds.
     *
     * @param message a few words for people
     * @param connectionId the gateway's name for the connection; empty if it gave none
     * @param spaces the spaces now served; empty if the gateway did not list them
     */
    record Registered(String message, String connectionId, List<SpaceName> spaces) implements GatewayMessage {

        /** Copies the list. */
        public Registered {
            spaces = List.copyOf(spaces);
        }
    }

    /**
     * A space.
     *
     * @param id its id; empty if the gateway did not say
     * @param name its name
     */
    record SpaceName(String id, String name) {}

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
     * @param message the same for people
     */
    record AuthenticateResponse(boolean success, String message) implements GatewayMessage {}

    /**
     * {@code inference_result_response}: a result arrived and need not be kept any longer.
     *
     * @param requestId the request's id
     * @param attempt the number of the attempt, from 1
     * @param accepted whether it became, or had become, the request's result
     * @param message the same for people
     */
    record ResultResponse(String requestId, int attempt, boolean accepted, String message) implements GatewayMessage {}

    /**
     * {@code inference_cancel}: nobody wants the result any more.
     *
     * @param requestId the request's id
     * @param attempt the number of the attempt, from 1
     * @param reason why, for people
     */
    record Cancel(String requestId, int attempt, String reason) implements GatewayMessage {}

    /** {@code drain}: there will be no more requests on this connection; what is there is finished. */
    record Drain() implements GatewayMessage {}

    /**
     * {@code reconnect}: this replica of the gateway stops. The worker is to connect again, which leads to another, and to
     * name there what it is at work on; this connection is closed soon.
     *
     * @param afterMillis how long to wait before, so that not all workers come in one moment
     */
    record Reconnect(int afterMillis) implements GatewayMessage {}

    /**
     * {@code error}: something the worker said was not taken, or it may not serve one of its spaces any more. The connection
     * stays open.
     *
     * @param code why, for programs: the name of an {@link ErrorCode}, or one that a later gateway has
     * @param message the same for people
     * @param requestId the id of the request it is about, or null if it is about none
     * @param attempt the number of the attempt it is about, from 1, or null if it is not known
     */
    record Refused(String code, String message, String requestId, Integer attempt) implements GatewayMessage {}
}
