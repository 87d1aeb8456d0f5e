package dev.pulsegate.workerprotocol;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/** Writes what a worker says. Safe for use by several threads. */
public final class WorkerMessageWriter {

    private final JsonFactory factory = new JsonFactory();

    /**
     * Writes a message as the text of a frame. Words for people are cut if they are long.
     *
     * @return well-formed Unicode of at most {@link ProtocolLimits#MAX_MESSAGE_BYTES} as UTF-8
     * @throws MessageTooLargeException if the message, or the result in it, would be longer than allowed
     * @throws IllegalArgumentException if it cannot be written as JSON, as NaN cannot, or is {@link
     *     WorkerMessage.Unreadable}
     */
    public String write(WorkerMessage message) {
        var text = new StringWriter();
        try (var json = factory.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", message.type());
            if (message instanceof WorkerMessage.AboutRequest about) {
                writeReference(about.reference(), json);
            }
            writeMembers(message, json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return checked("a frame", text.toString(), ProtocolLimits.MAX_MESSAGE_BYTES);
    }

    private static void writeMembers(WorkerMessage message, JsonGenerator json) throws IOException {
        switch (message) {
            case WorkerMessage.Register register -> writeRegistration(register, json);
            case WorkerMessage.Authenticate(var token) -> json.writeStringField("token", token);
            case WorkerMessage.Drain() -> {}
            case WorkerMessage.Progress(var reference, var progress, var words) -> {
                if (progress != null) {
                    json.writeNumberField("progress", progress);
                }
                if (words != null) {
                    json.writeStringField("message", ProtocolLimits.cutWords(words));
                }
            }
            case WorkerMessage.TextChunk(var reference, var seq, var text) -> {
                json.writeNumberField("seq", seq);
                json.writeStringField("text", text);
            }
            case WorkerMessage.DataChunk(var reference, var seq, var data) -> {
                json.writeNumberField("seq", seq);
                json.writeFieldName("data");
                json.writeRawValue(text("the chunk", data));
            }
            case WorkerMessage.Completed(var reference, var result) -> {
                json.writeStringField("status", "completed");
                json.writeFieldName("result");
                json.writeRawValue(checked("the result", text("the result", result), ProtocolLimits.MAX_RESULT_BYTES));
            }
            case WorkerMessage.Failed(var reference, var error, var retryable) -> {
                json.writeStringField("status", "failed");
                json.writeObjectFieldStart("result");
                json.writeStringField("error", ProtocolLimits.cutWords(error));
                json.writeBooleanField("retryable", retryable);
                json.writeEndObject();
            }
            case WorkerMessage.Unreadable _ ->
                throw new IllegalArgumentException("what could not be read cannot be written");
        }
    }

    private static void writeRegistration(WorkerMessage.Register register, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("spaces");
        for (var space : register.spaces()) {
            json.writeString(space);
        }
        json.writeEndArray();
        json.writeNumberField("capacity", register.capacity());
        if (register.name() != null) {
            json.writeStringField("worker_name", register.name());
        }
        if (register.version() != null) {
            json.writeStringField("worker_version", register.version());
        }
        if (!register.inputs().isEmpty()) {
            json.writeArrayFieldStart("inputs");
            for (var kind : register.inputs().stream().sorted().toList()) {
                json.writeString(kind.wireName());
            }
            json.writeEndArray();
        }
        if (!register.held().isEmpty()) {
            json.writeArrayFieldStart("held");
            for (var attempt : register.held()) {
                json.writeStartObject();
                writeReference(attempt, json);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void writeReference(Reference reference, JsonGenerator json) throws IOException {
        json.writeStringField("request_id", reference.requestId());
        switch (reference) {
            case Attempt(var requestId, var number, var lease) -> {
                json.writeNumberField("attempt", number);
                json.writeStringField("lease", lease);
            }
            case Reference.Partial(var requestId, var number, var lease) -> {
                if (number != null) {
                    json.writeNumberField("attempt", number);
                }
                if (lease != null) {
                    json.writeStringField("lease", lease);
                }
            }
        }
    }

    private static String text(String what, RawJson value) {
        ExactNumbers.firstNonNumber(value.tree()).ifPresent(found -> {
            throw new IllegalArgumentException(what + " is not JSON: " + found);
        });
        return value.text();
    }

    /** Half a surrogate pair cannot be sent; it becomes a question mark. */
    private static String checked(String what, String text, int allowedBytes) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > allowedBytes) {
            throw new MessageTooLargeException(what, bytes.length, allowedBytes);
        }
        return bytes.length == text.length() ? text : new String(bytes, StandardCharsets.UTF_8);
    }
}
