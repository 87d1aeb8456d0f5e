package dev.pulsegate.platform.channel;

import java.io.UncheckedIOException;
import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Turns records of contracts into the JSON that crosses a channel, and back. A reader ignores what it does not know, so
 * that a newer writer can add to a message while older readers still run.
 */
@ApplicationScoped
public class ChannelJson {

    private final ObjectMapper mapper;

    /** Writes as the mapper given does. */
    public ChannelJson(ObjectMapper mapper) {
        this.mapper = mapper.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    public String write(Record message) {
        try {
            return mapper.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a message.
     *
     * @throws UncheckedIOException if the text is no such message
     */
    public <T extends Record> T read(String json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
