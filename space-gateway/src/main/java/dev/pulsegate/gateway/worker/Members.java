package dev.pulsegate.gateway.worker;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import dev.pulsegate.platform.input.ForeignText;

/** Members of a message, each read as what it has to be. */
public final class Members {

    private Members() {}

    public static Optional<UUID> uuid(JsonNode message, String name) throws InvalidMessageException {
        var value = optional(message, name, 100);
        try {
            return value.map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            throw InvalidMessageException.malformed("\"" + name + "\" is one of ours, as it was sent.");
        }
    }

    static String required(JsonNode message, String name, int maxLength) throws InvalidMessageException {
        return optional(message, name, maxLength)
                .orElseThrow(() -> InvalidMessageException.malformed("\"" + name + "\" is missing."));
    }

    static Optional<String> optional(JsonNode message, String name, int maxLength) throws InvalidMessageException {
        var value = message.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()
                || value.textValue().isEmpty()
                || value.textValue().length() > maxLength) {
            throw InvalidMessageException.malformed(
                    "\"" + name + "\" is a string of 1 to " + maxLength + " characters.");
        }
        return Optional.of(value.textValue());
    }

    /** Text on one line. */
    static Optional<String> name(JsonNode message, String name, int maxLength) throws InvalidMessageException {
        var value = optional(message, name, maxLength);
        var objection = value.flatMap(ForeignText::objectionToName);
        if (objection.isPresent()) {
            throw InvalidMessageException.malformed("\"" + name + "\" " + objection.get() + ".");
        }
        return value;
    }

    static OptionalInt integer(JsonNode message, String name, int least, int most) throws InvalidMessageException {
        var value = message.get(name);
        if (value == null || value.isNull()) {
            return OptionalInt.empty();
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            throw InvalidMessageException.malformed(
                    "\"" + name + "\" is a whole number from " + least + " to " + most + ".");
        }
        return OptionalInt.of(value.intValue());
    }
}
