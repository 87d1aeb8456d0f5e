package dev.pulsegate.gateway.worker;

import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The messages as frames of {@code /ws/worker}: JSON with a member {@code type}. */
final class WorkerCodec {

    private static final int MAX_DEPTH = 200;

    private final MessageReader reader = new MessageReader();
    private final ObjectMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MessageReader.MAX_MESSAGE_BYTES)
                            .build())
                    .build())
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
        var message = parse(text);
        var type = message.path("type");
        if (!type.isTextual()) {
            throw InvalidMessageException.malformed("A message has a member \"type\", a string.");
        }
        return reader.read(type.textValue(), message);
    }

    private JsonNode parse(String text) throws InvalidMessageException {
        try {
            var message = mapper.readTree(text);
            if (message != null && message.isObject()) {
                return message;
            }
        } catch (JsonProcessingException notJson) {
            // answered below, like any other text that is no JSON object
        }
        throw InvalidMessageException.malformed("A message is a JSON object.");
    }
}
