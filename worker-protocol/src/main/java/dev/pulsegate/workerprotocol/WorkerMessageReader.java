package dev.pulsegate.workerprotocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Reads what a worker says. Members it does not know are passed over, so that a later worker can say more; members it knows
 * have to be right. Safe for use by several threads.
 */
public final class WorkerMessageReader {

    private final JsonMapper mapper = ProtocolJson.mapper(ProtocolJson.factory()
            // What some languages write for numbers that are none is found below, where it is known what it is in.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build());

    /**
     * Reads the text of a frame.
     *
     * @return the message; {@link WorkerMessage.Unreadable} for a result that is no JSON
     * @throws InvalidMessageException if it is no message of the protocol
     */
    public WorkerMessage read(String text) throws InvalidMessageException {
        JsonNode message;
        try {
            message = mapper.readTree(text);
        } catch (JsonProcessingException notJson) {
            return broken(text, notJson.getOriginalMessage());
        } catch (NumberFormatException beyondAnyNumber) {
            return broken(text, "a number's exponent is too long");
        }
        if (message == null || !message.isObject()) {
            throw InvalidMessageException.malformed("A message is a JSON object.");
        }
        var type = message.path("type");
        if (!type.isTextual()) {
            throw InvalidMessageException.malformed("A message has a member \"type\", a string.");
        }
        return read(type.textValue(), message);
    }

    /**
     * Reads a message that was parsed by whoever carries it.
     *
     * @param type what it is
     * @param message its members; numbers as they came, see {@link ExactNumbers}
     * @return the message; {@link WorkerMessage.Unreadable} for a result that is no JSON
     * @throws InvalidMessageException if it is no message of the protocol
     */
    public WorkerMessage read(String type, JsonNode message) throws InvalidMessageException {
        if (!message.isObject()) {
            throw InvalidMessageException.malformed("A message is a JSON object.");
        }
        var members = new Members(message);
        return switch (type) {
            case WorkerMessage.REGISTER -> register(members);
            case WorkerMessage.AUTHENTICATE ->
                new WorkerMessage.Authenticate(members.requiredText("token", ProtocolLimits.MAX_TOKEN_CHARS));
            case WorkerMessage.DRAIN -> new WorkerMessage.Drain();
            case WorkerMessage.PROGRESS, WorkerMessage.CHUNK, WorkerMessage.RESULT -> aboutRequest(type, members);
            default ->
                throw InvalidMessageException.malformed("The types known are register, authenticate, drain,"
                        + " inference_progress, inference_chunk and inference_result.");
        };
    }

    private static WorkerMessage register(Members message) throws InvalidMessageException {
        return new WorkerMessage.Register(
                spaces(message),
                message.integer("capacity", 1, ProtocolLimits.MAX_CAPACITY).orElse(1),
                message.text("worker_name", ProtocolLimits.MAX_NAME_CHARS).orElse(null),
                message.text("worker_version", ProtocolLimits.MAX_NAME_CHARS).orElse(null),
                inputs(message),
                held(message));
    }

    private static List<String> spaces(Members message) throws InvalidMessageException {
        var one = message.text("space_name", ProtocolLimits.MAX_NAME_CHARS);
        if (message.isAbsent("spaces")) {
            return List.of(one.orElseThrow(() -> InvalidMessageException.malformed(
                    "\"register\" names a space in \"space_name\", or several in \"spaces\".")));
        }
        var many = message.object().get("spaces");
        if (!many.isArray() || many.isEmpty() || many.size() > ProtocolLimits.MAX_SPACES) {
            throw Members.wrong("spaces", "a list of 1 to " + ProtocolLimits.MAX_SPACES + " names");
        }
        var names = new LinkedHashSet<String>();
        one.ifPresent(names::add);
        for (var name : many) {
            if (!name.isTextual() || name.textValue().isEmpty()) {
                throw Members.wrong("spaces", "a list of names");
            }
            names.add(name.textValue());
        }
        return List.copyOf(names);
    }

    /** None if all are taken, as the message has it. */
    private static Set<InputKind> inputs(Members message) throws InvalidMessageException {
        var kinds = EnumSet.noneOf(InputKind.class);
        if (message.isAbsent("inputs")) {
            return kinds;
        }
        var inputs = message.object().get("inputs");
        for (var input : inputs) {
            InputKind.ofWireName(input.asText()).ifPresent(kinds::add);
        }
        if (!inputs.isArray() || inputs.isEmpty() || kinds.size() != inputs.size()) {
            throw Members.wrong("inputs", "a list of prompt, audio, video and file, each once");
        }
        return kinds;
    }

    private static List<Attempt> held(Members message) throws InvalidMessageException {
        if (message.isAbsent("held")) {
            return List.of();
        }
        var held = message.object().get("held");
        if (!held.isArray() || held.size() > ProtocolLimits.MAX_HELD) {
            throw Members.wrong("held", "a list of at most " + ProtocolLimits.MAX_HELD + " attempts");
        }
        var attempts = new ArrayList<Attempt>();
        for (var each : held) {
            switch (new Members(each).reference()) {
                case Attempt attempt -> attempts.add(attempt);
                case Reference.Partial _ ->
                    throw InvalidMessageException.malformed(
                            "An attempt that is held has \"request_id\", \"attempt\" and \"lease\".");
            }
        }
        return attempts;
    }

    private static WorkerMessage aboutRequest(String type, Members message) throws InvalidMessageException {
        var reference = message.reference();
        try {
            return switch (type) {
                case WorkerMessage.PROGRESS -> progress(message, reference);
                case WorkerMessage.CHUNK -> chunk(message, reference);
                default -> result(message, reference);
            };
        } catch (InvalidMessageException e) {
            throw e.about(reference.requestId());
        }
    }

    private static WorkerMessage progress(Members message, Reference reference) throws InvalidMessageException {
        var progress = message.object().path("progress");
        boolean isKnown = !message.isAbsent("progress");
        if (isKnown && (!progress.isNumber() || !(progress.doubleValue() >= 0 && progress.doubleValue() <= 1))) {
            throw Members.wrong("progress", "a number from 0 to 1");
        }
        return new WorkerMessage.Progress(
                reference,
                isKnown ? progress.decimalValue() : null,
                message.text("message", ProtocolLimits.MAX_WORDS_CHARS).orElse(null));
    }

    private static WorkerMessage chunk(Members message, Reference reference) throws InvalidMessageException {
        int seq = message.integer("seq", 0, Integer.MAX_VALUE)
                .orElseThrow(() -> InvalidMessageException.malformed("\"seq\" counts the chunks, from 0."));
        var text = message.object().get("text");
        var data = message.object().get("data");
        if (text != null && !text.isTextual()) {
            throw Members.wrong("text", "a string");
        }
        if ((text == null) == (data == null)) {
            throw InvalidMessageException.malformed("A chunk has either \"text\" or \"data\".");
        }
        if (text != null) {
            return new WorkerMessage.TextChunk(reference, seq, text.textValue());
        }
        var nonNumber = ExactNumbers.firstNonNumber(data);
        if (nonNumber.isPresent()) {
            throw InvalidMessageException.malformed("\"data\" is not JSON: " + nonNumber.get() + ".");
        }
        return new WorkerMessage.DataChunk(reference, seq, RawJson.of(data));
    }

    private static WorkerMessage result(Members message, Reference reference) throws InvalidMessageException {
        var result = message.object().path("result");
        if (!result.isObject()) {
            throw Members.wrong("result", "a JSON object");
        }
        var nonNumber = ExactNumbers.firstNonNumber(result);
        if (nonNumber.isPresent()) {
            return new WorkerMessage.Unreadable(reference, "The result is not JSON: " + nonNumber.get() + ".");
        }
        return switch (message.object().path("status").asText()) {
            case "completed" -> completed(reference, RawJson.of(result).text());
            case "failed" ->
                new WorkerMessage.Failed(
                        reference,
                        result.path("error").asText("The worker did not say why."),
                        result.path("retryable").asBoolean(false));
            default -> throw Members.wrong("status", "completed or failed");
        };
    }

    private static WorkerMessage completed(Reference reference, String result) throws InvalidMessageException {
        if (result.getBytes(StandardCharsets.UTF_8).length > ProtocolLimits.MAX_RESULT_BYTES) {
            throw new InvalidMessageException(
                    ErrorCode.TOO_LARGE,
                    "A result has at most " + ProtocolLimits.MAX_RESULT_BYTES
                            + " bytes; put a larger one into a file.");
        }
        return new WorkerMessage.Completed(reference, RawJson.ofText(result));
    }

    /** A result that is no JSON fails its request; of anything else only its sender is told, and of which request it was. */
    private WorkerMessage broken(String text, String why) throws InvalidMessageException {
        var beginning = ProtocolJson.beginning(text, mapper);
        var members = new Members(beginning);
        if (beginning.path("type").asText().equals(WorkerMessage.RESULT)) {
            return new WorkerMessage.Unreadable(members.reference(), "The result is not JSON: " + why + ".");
        }
        var refusal = InvalidMessageException.malformed("A message is a JSON object: " + why + ".");
        var request = members.uuid("request_id");
        throw request.isPresent() ? refusal.about(request.get()) : refusal;
    }
}
