package dev.pulsegate.worker.protocol;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes messages as frames. */
public final class FrameWriter {

    private final JsonMapper mapper = new JsonMapper();

    /**
     * Writes a message.
     *
     * @return the frame: well-formed Unicode of at most {@link ProtocolLimits#MAX_FRAME_BYTES}
     * @throws FrameTooLargeException if the frame, or the result in it, would be longer than allowed
     * @throws IllegalArgumentException if it cannot be written as JSON, as NaN cannot
     */
    public String write(WorkerMessage message) {
        var frame = mapper.createObjectNode();
        switch (message) {
            case WorkerMessage.Register register -> register(frame, register);
            case WorkerMessage.Authenticate(var token) ->
                frame.put("type", "authenticate").put("token", token);
            case WorkerMessage.Progress(var attempt, var progress, var words) -> {
                about(frame, "inference_progress", attempt);
                progress.ifPresent(value -> frame.put("progress", value));
                words.ifPresent(value -> frame.put("message", ProtocolLimits.cutMessage(value)));
            }
            case WorkerMessage.TextChunk(var attempt, var seq, var text) ->
                about(frame, "inference_chunk", attempt).put("seq", seq).put("text", text);
            case WorkerMessage.DataChunk(var attempt, var seq, var data) ->
                about(frame, "inference_chunk", attempt).put("seq", seq).set("data", json("the chunk", data));
            case WorkerMessage.Completed(var attempt, var result) -> {
                json("the result", result);
                checked("the result", text(result), ProtocolLimits.MAX_RESULT_BYTES);
                about(frame, "inference_result", attempt)
                        .put("status", "completed")
                        .set("result", result);
            }
            case WorkerMessage.Failed(var attempt, var error, var retryable) ->
                about(frame, "inference_result", attempt)
                        .put("status", "failed")
                        .set("result", failure(error, retryable));
            case WorkerMessage.Drain() -> frame.put("type", "drain");
        }
        return checked("a frame", text(frame), ProtocolLimits.MAX_FRAME_BYTES);
    }

    private static void register(ObjectNode frame, WorkerMessage.Register register) {
        frame.put("type", "register");
        register.spaces().forEach(frame.putArray("spaces")::add);
        frame.put("capacity", register.capacity());
        register.workerName().ifPresent(name -> frame.put("worker_name", name));
        register.workerVersion().ifPresent(version -> frame.put("worker_version", version));
        if (!register.inputs().isEmpty()) {
            var inputs = frame.putArray("inputs");
            register.inputs().stream().sorted().map(InputKind::wireName).forEach(inputs::add);
        }
        if (!register.held().isEmpty()) {
            var held = frame.putArray("held");
            register.held().forEach(attempt -> named(held.addObject(), attempt));
        }
    }

    private static JsonNode json(String what, JsonNode value) {
        NotNumbers.firstIn(value).ifPresent(found -> {
            throw new IllegalArgumentException(what + " is not JSON: " + found);
        });
        return value;
    }

    private static ObjectNode about(ObjectNode frame, String type, Attempt attempt) {
        return named(frame.put("type", type), attempt);
    }

    private static ObjectNode named(ObjectNode node, Attempt attempt) {
        return node.put("request_id", attempt.requestId())
                .put("attempt", attempt.number())
                .put("lease", attempt.lease());
    }

    private JsonNode failure(String error, boolean retryable) {
        return mapper.createObjectNode()
                .put("error", ProtocolLimits.cutMessage(error))
                .put("retryable", retryable);
    }

    /** Half a surrogate pair cannot be sent; it becomes a question mark. */
    private static String checked(String what, String text, int allowedBytes) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > allowedBytes) {
            throw new FrameTooLargeException(what, bytes.length, allowedBytes);
        }
        return bytes.length == text.length() ? text : new String(bytes, StandardCharsets.UTF_8);
    }

    private String text(JsonNode value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("what is to be sent cannot be written as JSON", e);
        }
    }
}
