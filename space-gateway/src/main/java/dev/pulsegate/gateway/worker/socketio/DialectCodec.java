package dev.pulsegate.gateway.worker.socketio;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.gateway.worker.ExactNumbers;
import dev.pulsegate.gateway.worker.GatewayMessage;
import dev.pulsegate.gateway.worker.InvalidMessageException;
import dev.pulsegate.gateway.worker.MessageReader;
import dev.pulsegate.gateway.worker.WorkerMessage;
import dev.pulsegate.gateway.worker.WorkerMessage.Reference;

/** The dialect's events in the words of all workers, and the other way round. */
final class DialectCodec {

    private static final Set<String> KNOWN =
            Set.of("register", "inference_result", "inference_progress", "inference_chunk", "drain", "authenticate");

    private final MessageReader reader = new MessageReader();
    private final ObjectMapper mapper = ExactNumbers.in(JsonMapper.builder())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /**
     * An event on its way to a worker.
     *
     * @param name its name
     * @param data its only argument
     */
    record Event(String name, JsonNode data) {}

    /** Whether an event of this name means something. */
    static boolean isKnown(String name) {
        return KNOWN.contains(name);
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
        return switch (reader.read(name, data)) {
            case WorkerMessage.Progress(var reference, var text) ->
                new WorkerMessage.Progress(named(reference, extended), text);
            case WorkerMessage.Chunk(var reference, var seq, var text) ->
                new WorkerMessage.Chunk(named(reference, extended), seq, text);
            case WorkerMessage.Completed(var reference, var result) ->
                new WorkerMessage.Completed(named(reference, extended), result);
            case WorkerMessage.Unreadable(var reference, var why) ->
                new WorkerMessage.Unreadable(named(reference, extended), why);
            case WorkerMessage.Failed(var reference, var error, var retryable) ->
                new WorkerMessage.Failed(named(reference, extended), error, retryable);
            case WorkerMessage.Register register -> register;
            case WorkerMessage.Authenticate authenticate -> authenticate;
            case WorkerMessage.Drain drain -> drain;
        };
    }

    private static Reference named(Reference reference, boolean extended) {
        return extended && reference.lease().isPresent() ? reference : Reference.held(reference.requestId());
    }

    /**
     * The event that says it; empty if the worker would not know what to do with it.
     *
     * @param extended whether the worker knows more than the prototype's did
     */
    Optional<Event> event(GatewayMessage message, boolean extended) {
        return switch (message) {
            case GatewayMessage.RegisterResponse response -> Optional.of(registered(response, extended));
            case GatewayMessage.InferenceRequest request ->
                Optional.of(new Event("inference_request", request(request, extended)));
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
            case GatewayMessage.Drain _ ->
                extended ? Optional.of(new Event("drain", mapper.createObjectNode())) : Optional.empty();
        };
    }

    private Event registered(GatewayMessage.RegisterResponse response, boolean extended) {
        var data = members(response, "success", "message", "connection_id", "space_id", "spaces");
        return new Event("register_response", extended ? data : data.without("spaces"));
    }

    private ObjectNode request(GatewayMessage.InferenceRequest request, boolean extended) {
        var data = mapper.createObjectNode()
                .put("request_id", request.requestId().toString())
                .put("username", request.username());
        if (extended) {
            data.put("space_name", request.spaceName())
                    .put("attempt", request.attempt())
                    .put("lease", request.lease().toString())
                    .put("deadline", request.deadline());
        }
        data.set("payload", payload(request.payload(), request.files()));
        if (request.upload() != null) {
            data.set("upload", mapper.valueToTree(request.upload()));
        }
        return data;
    }

    /** An input stands where the prototype's workers look for it; who can take several of a kind finds them all. */
    private ObjectNode payload(String brought, List<GatewayMessage.File> files) {
        var payload = object(brought);
        for (var file : files) {
            payload.putIfAbsent(file.kind(), payload.textNode(file.url()));
        }
        if (payload.has("audio_url")) {
            payload.putIfAbsent(InputKind.AUDIO.wireName(), payload.get("audio_url"));
        }
        if (!files.isEmpty()) {
            payload.set("files", mapper.valueToTree(files));
        }
        return payload;
    }

    private ObjectNode object(String json) {
        try {
            return (ObjectNode) mapper.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a client that waits for an answer is told. */
    ObjectNode acknowledgement(GatewayMessage message) {
        return switch (message) {
            case GatewayMessage.RegisterResponse response ->
                (ObjectNode) registered(response, true).data();
            case GatewayMessage.ResultResponse response -> answer(response.accepted(), response.message());
            case GatewayMessage.Refused refused -> answer(false, refused.message());
            case GatewayMessage.AuthenticateResponse response -> answer(response.success(), response.message());
            case GatewayMessage.InferenceRequest _, GatewayMessage.Cancel _, GatewayMessage.Drain _ -> taken();
        };
    }

    /** The same where there is nothing to tell. */
    ObjectNode taken() {
        return answer(true, "Taken.");
    }

    private ObjectNode answer(boolean success, String message) {
        return mapper.createObjectNode().put("success", success).put("message", message);
    }

    private ObjectNode members(GatewayMessage message, String... names) {
        return mapper.<ObjectNode>valueToTree(message).retain(names);
    }
}
