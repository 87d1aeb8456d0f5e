package dev.pulsegate.workerprotocol;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How the text of a message is parsed, either way. */
final class ProtocolJson {

    private ProtocolJson() {}

    /** What a parser is made from; the readers add what only one of them wants. */
    static JsonFactoryBuilder factory() {
        return new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(ProtocolLimits.MAX_DEPTH)
                        .maxStringLength(ProtocolLimits.MAX_MESSAGE_BYTES)
                        .build())
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION);
    }

    /** One message to a text, with its numbers as they came. */
    static JsonMapper mapper(JsonFactory factory) {
        return ExactNumbers.in(JsonMapper.builder(factory))
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** The plain members of a message before the place where it breaks. */
    static ObjectNode beginning(String text, JsonMapper mapper) {
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
