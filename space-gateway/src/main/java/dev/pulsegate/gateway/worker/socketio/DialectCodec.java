package dev.pulsegate.gateway.worker.socketio;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.workerprotocol.GatewayMessage;
import dev.pulsegate.workerprotocol.GatewayMessageWriter;
import dev.pulsegate.workerprotocol.InferenceRequest;
import dev.pulsegate.workerprotocol.InputFile;
import dev.pulsegate.workerprotocol.InvalidMessageException;
import dev.pulsegate.workerprotocol.Reference;
import dev.pulsegate.workerprotocol.WorkerMessage;
import dev.pulsegate.workerprotocol.WorkerMessageReader;

/** The dialect's events in the words of all workers, and the other way round. */
final class DialectCodec {

    private final WorkerMessageReader reader = new WorkerMessageReader();
    private final GatewayMessageWriter writer = new GatewayMessageWriter();

    /**
     * An event on its way to a worker.
     *
     * @param name its name
     * @param data its only argument
     */
    record Event(String name, JsonNode data) {}

    /** Whether an event of this name means something. */
    static boolean isKnown(String name) {
        return WorkerMessage.TYPES.contains(name);
    }

    /** Whether a registration says more than the prototype's workers do. */
    static boolean isExtended(JsonNode registration) {
        return registration.size() > 1 || !registration.has("space_name");
    }

    /**
     * Reads an event that is known. The prototype's workers know no attempts: whoever has a request names it by its id
     * alone, and nobody else can. One that knows more may name attempt and lease, and so go on by another connection.
     *
     * @param extended whether the worker knows more
     */
    WorkerMessage read(String name, JsonNode data, boolean extended) throws InvalidMessageException {
        var message = reader.read(name, data);
        return message instanceof WorkerMessage.AboutRequest about
                ? about.about(named(about.reference(), extended))
                : message;
    }

    private static Reference named(Reference reference, boolean extended) {
        return extended && reference.hasLease() ? reference : Reference.heldRequest(reference.requestId());
    }

    /**
     * The event that says it; empty if the worker would not know what to do with it.
     *
     * @param extended whether the worker knows more than the prototype's did
     */
    Optional<Event> event(GatewayMessage message, boolean extended) {
        return switch (message) {
            case GatewayMessage.Registered _, GatewayMessage.RegistrationRefused _ ->
                Optional.of(new Event("register_response", registration(message, extended)));
            case InferenceRequest request -> Optional.of(new Event("inference_request", request(request, extended)));
            case GatewayMessage.ResultResponse response ->
                response.accepted()
                        ? Optional.empty()
                        : Optional.of(new Event("error", members(response, "request_id", "message")));
            case GatewayMessage.Refused refused ->
                Optional.of(new Event("error", members(refused, "code", "request_id", "message")));
            case GatewayMessage.AuthenticateResponse response ->
                Optional.of(new Event("authenticate_response", members(response, "success", "message")));
            case GatewayMessage.Cancel cancel ->
                extended
                        ? Optional.of(new Event("inference_cancel", members(cancel, "request_id", "reason")))
                        : Optional.empty();
            case GatewayMessage.Drain drain ->
                extended ? Optional.of(new Event("drain", members(drain))) : Optional.empty();
            // Its client comes back by itself when the session ends.
            case GatewayMessage.Reconnect _ -> Optional.empty();
        };
    }

    private ObjectNode registration(GatewayMessage response, boolean extended) {
        var data = members(response, "success", "message", "connection_id", "space_id", "spaces");
        return extended ? data : data.without("spaces");
    }

    private ObjectNode request(InferenceRequest request, boolean extended) {
        var said = writer.tree(request);
        var data = said.objectNode();
        data.set("request_id", said.get("request_id"));
        data.set("username", said.get("username"));
        if (extended) {
            for (var name : List.of("space_name", "attempt", "lease", "deadline")) {
                data.set(name, said.get(name));
            }
        }
        data.set("payload", payload((ObjectNode) said.get("payload"), request.files(), said.get("files")));
        for (var name : List.of("upload", "traceparent")) {
            if (said.has(name)) {
                data.set(name, said.get(name));
            }
        }
        return data;
    }

    /** An input stands where the prototype's workers look for it; who can take several of a kind finds them all. */
    private static ObjectNode payload(ObjectNode payload, List<InputFile> files, JsonNode said) {
        for (var file : files) {
            payload.putIfAbsent(file.kind(), payload.textNode(file.url()));
        }
        if (payload.has("audio_url")) {
            payload.putIfAbsent(InputKind.AUDIO.wireName(), payload.get("audio_url"));
        }
        if (!files.isEmpty()) {
            payload.set("files", said);
        }
        return payload;
    }

    /** What a client that waits for an answer is told. */
    ObjectNode acknowledgement(GatewayMessage message) {
        return switch (message) {
            case GatewayMessage.Registered _, GatewayMessage.RegistrationRefused _ -> registration(message, true);
            case GatewayMessage.ResultResponse response -> answer(response.accepted(), response.message());
            case GatewayMessage.Refused refused -> answer(false, refused.message());
            case GatewayMessage.AuthenticateResponse response -> answer(response.success(), response.message());
            case InferenceRequest _, GatewayMessage.Cancel _, GatewayMessage.Drain _, GatewayMessage.Reconnect _ ->
                taken();
        };
    }

    /** The same where there is nothing to tell. */
    ObjectNode taken() {
        return answer(true, "Taken.");
    }

    private static ObjectNode answer(boolean success, String message) {
        return JsonNodeFactory.instance.objectNode().put("success", success).put("message", message);
    }

    private ObjectNode members(GatewayMessage message, String... names) {
        return writer.tree(message).retain(names);
    }
}
