package dev.pulsegate.gateway.worker;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.space.InputKind;
import dev.pulsegate.gateway.worker.WorkerMessage.Reference;

/**
 * Reads what workers say. Members it does not know are passed over, so that a later worker can say more; members it knows
 * have to be right.
 */
public final class MessageReader {

    /** The longest message, in bytes of UTF-8. */
    public static final int MAX_MESSAGE_BYTES = 1 << 20;

    /** The longest result, in bytes of JSON in UTF-8; a longer one goes into a file. */
    static final int MAX_RESULT_BYTES = 512 << 10;

    private static final int MAX_SPACES = 100;
    private static final int MAX_CAPACITY = 1000;
    private static final int MAX_TOKEN_LENGTH = 8192;
    private static final int MAX_WORDS_LENGTH = 4000;

    private static final int MAX_HELD = 1000;

    private final ObjectMapper mapper = new ObjectMapper();

    /**
     * Reads a message.
     *
     * @param type what it is
     * @param message its members
     * @throws InvalidMessageException if it is no message of the protocol
     */
    public WorkerMessage read(String type, JsonNode message) throws InvalidMessageException {
        if (!message.isObject()) {
            throw InvalidMessageException.malformed("A message is a JSON object.");
        }
        return switch (type) {
            case "register" -> register(message);
            case "authenticate" -> new WorkerMessage.Authenticate(Members.required(message, "token", MAX_TOKEN_LENGTH));
            case "drain" -> new WorkerMessage.Drain();
            case "inference_progress", "inference_chunk", "inference_result" -> aboutRequest(type, message);
            default ->
                throw InvalidMessageException.malformed("The types known are register, authenticate, drain,"
                        + " inference_progress, inference_chunk and inference_result.");
        };
    }

    private static WorkerMessage register(JsonNode message) throws InvalidMessageException {
        return new WorkerMessage.Register(
                spaces(message),
                Members.integer(message, "capacity", 1, MAX_CAPACITY).orElse(1),
                inputs(message),
                Members.name(message, "worker_name", 200),
                Members.name(message, "worker_version", 200),
                held(message));
    }

    private static List<Attempt> held(JsonNode message) throws InvalidMessageException {
        var held = message.get("held");
        if (held == null || held.isNull()) {
            return List.of();
        }
        if (!held.isArray() || held.size() > MAX_HELD) {
            throw InvalidMessageException.malformed("\"held\" is a list of at most " + MAX_HELD + " attempts.");
        }
        var attempts = new ArrayList<Attempt>();
        for (var each : held) {
            var reference = reference(each);
            if (reference.attempt().isEmpty() || reference.lease().isEmpty()) {
                throw InvalidMessageException.malformed(
                        "An attempt that is held has \"request_id\", \"attempt\" and \"lease\".");
            }
            attempts.add(new Attempt(
                    reference.requestId(),
                    reference.attempt().getAsInt(),
                    reference.lease().get()));
        }
        return attempts;
    }

    private static List<String> spaces(JsonNode message) throws InvalidMessageException {
        var one = Members.optional(message, "space_name", 200);
        var many = message.get("spaces");
        if (many == null || many.isNull()) {
            return List.of(one.orElseThrow(() -> InvalidMessageException.malformed(
                    "\"register\" names a space in \"space_name\", or several in \"spaces\".")));
        }
        var names = new ArrayList<String>();
        one.ifPresent(names::add);
        if (!many.isArray() || many.isEmpty() || many.size() > MAX_SPACES) {
            throw InvalidMessageException.malformed("\"spaces\" is a list of 1 to " + MAX_SPACES + " names.");
        }
        for (var name : many) {
            if (!name.isTextual() || name.textValue().isEmpty()) {
                throw InvalidMessageException.malformed("\"spaces\" is a list of names.");
            }
            names.add(name.textValue());
        }
        return names.stream().distinct().toList();
    }

    private static int inputs(JsonNode message) throws InvalidMessageException {
        var inputs = message.get("inputs");
        if (inputs == null || inputs.isNull()) {
            return InputKind.ALL;
        }
        var kinds = EnumSet.noneOf(InputKind.class);
        for (var input : inputs) {
            for (var kind : InputKind.values()) {
                if (kind.wireName().equals(input.textValue())) {
                    kinds.add(kind);
                }
            }
        }
        if (!inputs.isArray() || inputs.isEmpty() || kinds.size() != inputs.size()) {
            throw InvalidMessageException.malformed(
                    "\"inputs\" is a list of prompt, audio, video and file, each once.");
        }
        return InputKind.mask(kinds);
    }

    private WorkerMessage aboutRequest(String type, JsonNode message) throws InvalidMessageException {
        var reference = reference(message);
        try {
            return switch (type) {
                case "inference_progress" -> progress(message, reference);
                case "inference_chunk" -> chunk(message, reference);
                default -> result(message, reference);
            };
        } catch (InvalidMessageException e) {
            throw e.about(reference.requestId());
        }
    }

    private static Reference reference(JsonNode message) throws InvalidMessageException {
        var requestId = Members.uuid(message, "request_id")
                .orElseThrow(() -> InvalidMessageException.malformed("\"request_id\" names the request."));
        try {
            return new Reference(
                    requestId,
                    Members.integer(message, "attempt", 1, Integer.MAX_VALUE),
                    Members.uuid(message, "lease"));
        } catch (InvalidMessageException e) {
            throw e.about(requestId);
        }
    }

    /** A result that breaks off, or is no JSON otherwise, as far as it could be read. */
    public WorkerMessage unreadable(JsonNode beginning, String why) throws InvalidMessageException {
        return new WorkerMessage.Unreadable(reference(beginning), why);
    }

    private WorkerMessage progress(JsonNode message, Reference reference) throws InvalidMessageException {
        var data = mapper.createObjectNode();
        var progress = message.get("progress");
        if (progress != null && !progress.isNull()) {
            if (!progress.isNumber() || !(progress.doubleValue() >= 0 && progress.doubleValue() <= 1)) {
                throw InvalidMessageException.malformed("\"progress\" is a number from 0 to 1.");
            }
            data.set("progress", progress);
        }
        Members.optional(message, "message", MAX_WORDS_LENGTH).ifPresent(words -> data.put("message", words));
        return new WorkerMessage.Progress(reference, text(data));
    }

    private WorkerMessage chunk(JsonNode message, Reference reference) throws InvalidMessageException {
        int seq = Members.integer(message, "seq", 0, Integer.MAX_VALUE)
                .orElseThrow(() -> InvalidMessageException.malformed("\"seq\" counts the chunks, from 0."));
        var data = mapper.createObjectNode();
        var words = message.get("text");
        if (words != null && !words.isTextual()) {
            throw InvalidMessageException.malformed("\"text\" is a string.");
        }
        if ((words == null) == (message.get("data") == null)) {
            throw InvalidMessageException.malformed("A chunk has either \"text\" or \"data\".");
        }
        var noNumber = ExactNumbers.firstNoNumber(message.path("data"));
        if (noNumber.isPresent()) {
            throw InvalidMessageException.malformed("\"data\" is not JSON: " + noNumber.get() + ".");
        }
        data.set(words == null ? "data" : "text", words == null ? message.get("data") : words);
        return new WorkerMessage.Chunk(reference, seq, text(data));
    }

    private WorkerMessage result(JsonNode message, Reference reference) throws InvalidMessageException {
        var result = message.get("result");
        if (result == null || !result.isObject()) {
            throw InvalidMessageException.malformed("\"result\" is a JSON object.");
        }
        var noNumber = ExactNumbers.firstNoNumber(result);
        if (noNumber.isPresent()) {
            return new WorkerMessage.Unreadable(reference, "The result is not JSON: " + noNumber.get() + ".");
        }
        return switch (message.path("status").asText()) {
            case "completed" -> completed(reference, text(result));
            case "failed" ->
                new WorkerMessage.Failed(
                        reference,
                        result.path("error").asText("The worker did not say why."),
                        result.path("retryable").asBoolean(false));
            default -> throw InvalidMessageException.malformed("\"status\" is completed or failed.");
        };
    }

    private static WorkerMessage completed(Reference reference, String result) throws InvalidMessageException {
        if (result.getBytes(StandardCharsets.UTF_8).length > MAX_RESULT_BYTES) {
            throw new InvalidMessageException(
                    ErrorCode.TOO_LARGE,
                    "A result has at most " + MAX_RESULT_BYTES + " bytes; put a larger one into a file.",
                    reference.requestId());
        }
        return new WorkerMessage.Completed(reference, result);
    }

    private String text(JsonNode value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
