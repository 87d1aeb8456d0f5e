package dev.pulsegate.ecg.viewer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;

import dev.pulsegate.platform.input.StrictJsonFactory;
import dev.pulsegate.platform.input.UnfitInputException;

/**
 * Reads and writes control messages. Members it does not know are passed over, as the prototype's clients send some;
 * members it knows have to be right.
 */
final class MessageCodec {

    /** The longest control message, in characters. */
    static final int MAX_LENGTH = 4096;

    private static final int MAX_LEADS = 32;

    private final ObjectMapper mapper = new ObjectMapper(new StrictJsonFactory())
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    String write(ServerMessage message) {
        try {
            return mapper.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    ClientMessage read(String text) throws InvalidMessageException {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidMessageException(
                    "too_large", "A control message has at most " + MAX_LENGTH + " characters.");
        }
        var message = parse(text);
        var type = message.path("type");
        if (!type.isTextual()) {
            throw new InvalidMessageException("malformed", "A control message has a member \"type\", a string.");
        }
        return switch (type.textValue()) {
            case "start_stream" -> new ClientMessage.StartStream(string(message, "stream"));
            case "stop_stream" -> new ClientMessage.StopStream();
            case "pause" -> new ClientMessage.Pause();
            case "resume" -> new ClientMessage.Resume();
            case "set" -> new ClientMessage.SetView(leads(message), integer(message, "frame_period_millis"));
            default ->
                throw new InvalidMessageException(
                        "unknown_type", "The types known are start_stream, stop_stream, pause, resume and set.");
        };
    }

    private JsonNode parse(String text) throws InvalidMessageException {
        try (var parser = mapper.createParser(text)) {
            var message = mapper.readValue(parser, JsonNode.class);
            if (message != null && message.isObject()) {
                return message;
            }
        } catch (UnfitInputException e) {
            throw new InvalidMessageException("invalid", e.getMessage() + ".");
        } catch (IOException notJson) {
            // answered below, like any other text that is no JSON object
        }
        throw new InvalidMessageException("malformed", "A control message is a JSON object.");
    }

    /** A member, or null where it is left out; so with the others. */
    private static String string(JsonNode message, String name) throws InvalidMessageException {
        var value = message.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new InvalidMessageException("invalid", "\"" + name + "\" is a string that is not empty.");
        }
        return value.textValue();
    }

    private static Integer integer(JsonNode message, String name) throws InvalidMessageException {
        var value = message.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new InvalidMessageException("invalid", "\"" + name + "\" is a whole number.");
        }
        return value.intValue();
    }

    private static List<String> leads(JsonNode message) throws InvalidMessageException {
        var value = message.get("leads");
        if (value == null || value.isNull()) {
            return null;
        }
        var names = new ArrayList<String>();
        if (value.isArray() && !value.isEmpty() && value.size() <= MAX_LEADS) {
            for (var name : value) {
                if (name.isTextual() && !names.contains(name.textValue())) {
                    names.add(name.textValue());
                }
            }
        }
        if (names.isEmpty() || names.size() != value.size()) {
            throw new InvalidMessageException(
                    "invalid", "\"leads\" is a list of at most " + MAX_LEADS + " names of leads, each once.");
        }
        return names;
    }
}
