package dev.pulsegate.workerprotocol;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes what the gateway says. Safe for use by several threads. */
public final class GatewayMessageWriter {

    private static final int USUAL_CHARS = 512;

    private final JsonFactory factory = new JsonFactory();
    private final JsonMapper mapper = ExactNumbers.in(JsonMapper.builder()).build();

    /**
     * Writes a message as the text of a frame.
     *
     * @param message the message; its payload, if it has one, has to be JSON
     */
    public String write(GatewayMessage message) {
        var text = new StringWriter(USUAL_CHARS);
        try (var json = factory.createGenerator(text)) {
            json.writeStartObject();
            writeMembers(message, json);
            // Behind the others, where it has always been.
            json.writeStringField("type", message.type());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** A message as a tree, for those who pass its members on in another way. */
    public ObjectNode tree(GatewayMessage message) {
        try {
            return (ObjectNode) mapper.readTree(write(message));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeMembers(GatewayMessage message, JsonGenerator json) throws IOException {
        switch (message) {
            case GatewayMessage.Registered registered -> writeRegistration(registered, json);
            case GatewayMessage.RegistrationRefused(var words) -> {
                json.writeBooleanField("success", false);
                json.writeStringField("message", words);
            }
            case GatewayMessage.AuthenticateResponse(var success, var words) -> {
                json.writeBooleanField("success", success);
                json.writeStringField("message", words);
            }
            case InferenceRequest request -> writeRequest(request, json);
            case GatewayMessage.ResultResponse(var requestId, var attempt, var accepted, var words) -> {
                json.writeStringField("request_id", requestId);
                json.writeNumberField("attempt", attempt);
                json.writeBooleanField("accepted", accepted);
                json.writeStringField("message", words);
            }
            case GatewayMessage.Cancel(var requestId, var attempt, var reason) -> {
                json.writeStringField("request_id", requestId);
                json.writeNumberField("attempt", attempt);
                json.writeStringField("reason", reason);
            }
            case GatewayMessage.Drain() -> {}
            case GatewayMessage.Reconnect(var afterMillis) -> json.writeNumberField("after_millis", afterMillis);
            case GatewayMessage.Refused refused -> writeRefusal(refused, json);
        }
    }

    private static void writeRegistration(GatewayMessage.Registered registered, JsonGenerator json) throws IOException {
        json.writeBooleanField("success", true);
        json.writeStringField("message", registered.message());
        json.writeStringField("connection_id", registered.connectionId());
        if (!registered.spaces().isEmpty()) {
            json.writeStringField("space_id", registered.spaces().getFirst().id());
        }
        json.writeArrayFieldStart("spaces");
        for (var space : registered.spaces()) {
            json.writeStartObject();
            json.writeStringField("id", space.id());
            json.writeStringField("name", space.name());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeRequest(InferenceRequest request, JsonGenerator json) throws IOException {
        json.writeStringField("request_id", request.attempt().requestId());
        json.writeNumberField("attempt", request.attempt().number());
        json.writeStringField("lease", request.attempt().lease());
        json.writeStringField("space_name", request.space());
        json.writeStringField("username", request.username());
        json.writeStringField("deadline", request.deadline().toString());
        json.writeFieldName("payload");
        json.writeRawValue(request.payload().text());
        json.writeArrayFieldStart("files");
        for (var file : request.files()) {
            writeFile(file, json);
        }
        json.writeEndArray();
        var upload = request.uploadTarget();
        if (upload != null) {
            json.writeObjectFieldStart("upload");
            json.writeStringField("put_url", upload.putUrl());
            json.writeStringField("final_url", upload.finalUrl());
            json.writeStringField("content_type", upload.contentType());
            json.writeEndObject();
        }
        if (request.traceparent() != null) {
            json.writeStringField("traceparent", request.traceparent());
        }
    }

    private static void writeFile(InputFile file, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", file.name());
        json.writeStringField("kind", file.kind());
        json.writeStringField("content_type", file.contentType());
        json.writeNumberField("size", file.sizeBytes());
        json.writeStringField("url", file.url());
        json.writeEndObject();
    }

    private static void writeRefusal(GatewayMessage.Refused refused, JsonGenerator json) throws IOException {
        json.writeStringField("code", refused.code());
        json.writeStringField("message", refused.message());
        if (refused.requestId() != null) {
            json.writeStringField("request_id", refused.requestId());
        }
        if (refused.attempt() != null) {
            json.writeNumberField("attempt", refused.attempt());
        }
    }
}
