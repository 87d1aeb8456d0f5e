package dev.pulsegate.platform.channel;

import java.io.UncheckedIOException;
import java.util.Map;
import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/**
 * Turns records of contracts into the JSON that crosses a channel, and back. A reader ignores what it does not know, so
 * that a newer writer can add to a message while older readers still run.
 */
@ApplicationScoped
public class ChannelJson {

    private static final String MESSAGE_ID = "message_id";

    private final ObjectMapper mapper;

    /** Writes as the mapper given does. */
    public ChannelJson(ObjectMapper mapper) {
        this.mapper = mapper.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** Writes a message. */
    public String write(Record message) {
        try {
            return mapper.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a message is to have beside its text when it is sent: the id that stands in it. */
    public ChannelHeaders headersOf(String json) {
        try {
            return new ChannelHeaders(mapper.readTree(json).path(MESSAGE_ID).asText(), Map.of());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a message.
     *
     * @throws UnreadableMessageException if the text is no such message
     */
    public <T extends Record> T read(String json, Class<T> type) {
        try {
            var message = mapper.readValue(json, type);
            if (message == null) {
                throw MismatchedInputException.from(null, type, "null");
            }
            return message;
        } catch (JsonProcessingException e) {
            throw new UnreadableMessageException(type, e);
        }
    }
}
