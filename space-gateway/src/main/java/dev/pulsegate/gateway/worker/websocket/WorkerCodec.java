package dev.pulsegate.gateway.worker.websocket;

import java.io.IOException;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.pulsegate.gateway.worker.ExactNumbers;
import dev.pulsegate.gateway.worker.GatewayMessage;
import dev.pulsegate.gateway.worker.InvalidMessageException;
import dev.pulsegate.gateway.worker.Members;
import dev.pulsegate.gateway.worker.MessageReader;
import dev.pulsegate.gateway.worker.WorkerMessage;

/** The messages as frames of {@code /ws/worker}: JSON with a member {@code type}. */
final class WorkerCodec {

    private static final int MAX_DEPTH = 200;

    private final MessageReader reader = new MessageReader();
    private final ObjectMapper mapper = ExactNumbers.in(JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MessageReader.MAX_MESSAGE_BYTES)
                            .build())
                    // What some languages write for numbers that are none is found by the reader, which knows where.
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build()))
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    String write(GatewayMessage message) {
        try {
            return mapper.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    WorkerMessage read(String text) throws InvalidMessageException {
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
        return reader.read(type.textValue(), message);
    }

    /** A result that is no JSON fails its request; of anything else only its sender is told, and of which request it was. */
    private WorkerMessage broken(String text, String why) throws InvalidMessageException {
        var beginning = beginning(text);
        if (beginning.path("type").asText().equals("inference_result")) {
            return reader.unreadable(beginning, "The result is not JSON: " + why + ".");
        }
        var refusal = InvalidMessageException.malformed("A message is a JSON object: " + why + ".");
        var request = Members.uuid(beginning, "request_id");
        throw request.isPresent() ? refusal.about(request.get()) : refusal;
    }

    /** The plain members of a message before the place where it breaks. */
    private ObjectNode beginning(String text) {
        var members = mapper.createObjectNode();
        try (var parser = mapper.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return members;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                switch (parser.nextToken()) {
                    case VALUE_STRING -> members.put(name, parser.getText());
                    case VALUE_NUMBER_INT -> members.put(name, parser.getBigIntegerValue());
                    default -> parser.skipChildren();
                }
            }
        } catch (IOException end) {
            // So far, and no further.
        }
        return members;
    }
}
