package dev.pulsegate.workerprotocol;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The members of a message, each read as what it has to be. One that is {@code null} is not there.
 *
 * @param object the message, or an object in it
 */
record Members(JsonNode object) {

    /** A text of 1 to so many characters; empty if it is not there. */
    Optional<String> text(String name, int maxChars) throws InvalidMessageException {
        if (isAbsent(name)) {
            return Optional.empty();
        }
        var value = object.get(name);
        if (!value.isTextual()
                || value.textValue().isEmpty()
                || value.textValue().length() > maxChars) {
            throw wrong(name, "a string of 1 to " + maxChars + " characters");
        }
        return Optional.of(value.textValue());
    }

    String requiredText(String name, int maxChars) throws InvalidMessageException {
        return text(name, maxChars).orElseThrow(() -> missing(name));
    }

    /** Words for people: empty if they are not there, cut if they are long. */
    String words(String name) throws InvalidMessageException {
        if (isAbsent(name)) {
            return "";
        }
        if (!object.get(name).isTextual()) {
            throw wrong(name, "a string");
        }
        return ProtocolLimits.cutWords(object.get(name).textValue());
    }

    /** An id or a lease that the gateway gave, which makes nothing but UUIDs; empty if it is not there. */
    Optional<String> uuid(String name) throws InvalidMessageException {
        var value = text(name, ProtocolLimits.MAX_ID_CHARS);
        try {
            var _ = value.map(UUID::fromString);
            return value;
        } catch (IllegalArgumentException e) {
            throw wrong(name, "one of ours, as it was sent");
        }
    }

    /**
     * The attempt that {@code request_id}, {@code attempt} and {@code lease} name. What is wrong with the last two is said of
     * the request.
     */
    Reference reference() throws InvalidMessageException {
        var requestId = uuid("request_id")
                .orElseThrow(() -> InvalidMessageException.malformed("\"request_id\" names the request."));
        try {
            var number = number("attempt");
            var lease = uuid("lease");
            return number.isPresent() && lease.isPresent()
                    ? new Attempt(requestId, number.getAsInt(), lease.get())
                    : new Reference.Partial(
                            requestId, number.isPresent() ? number.getAsInt() : null, lease.orElse(null));
        } catch (InvalidMessageException e) {
            throw e.about(requestId);
        }
    }

    boolean flag(String name) throws InvalidMessageException {
        if (!object.path(name).isBoolean()) {
            throw wrong(name, "true or false");
        }
        return object.get(name).booleanValue();
    }

    OptionalInt integer(String name, int least, int most) throws InvalidMessageException {
        if (isAbsent(name)) {
            return OptionalInt.empty();
        }
        var value = object.get(name);
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            throw wrong(name, "a whole number from " + least + " to " + most);
        }
        return OptionalInt.of(value.intValue());
    }

    /** The number of an attempt, from 1; empty if it is not there. */
    OptionalInt number(String name) throws InvalidMessageException {
        return integer(name, 1, Integer.MAX_VALUE);
    }

    int requiredNumber(String name) throws InvalidMessageException {
        return number(name).orElseThrow(() -> missing(name));
    }

    /** How long to wait, in milliseconds. */
    int requiredPause(String name) throws InvalidMessageException {
        return integer(name, 0, ProtocolLimits.MAX_PAUSE_MILLIS).orElseThrow(() -> missing(name));
    }

    /** A length in bytes. */
    long size(String name) throws InvalidMessageException {
        var value = object.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw wrong(name, "a whole number from 0");
        }
        return value.longValue();
    }

    Instant instant(String name) throws InvalidMessageException {
        try {
            return Instant.parse(requiredText(name, ProtocolLimits.MAX_ID_CHARS));
        } catch (DateTimeException notATime) {
            throw wrong(name, "a time as ISO 8601 has it, in UTC");
        }
    }

    ObjectNode object(String name) throws InvalidMessageException {
        if (object.path(name) instanceof ObjectNode value) {
            return value;
        }
        throw wrong(name, "an object");
    }

    Optional<Members> optionalObject(String name) throws InvalidMessageException {
        return isAbsent(name) ? Optional.empty() : Optional.of(new Members(object(name)));
    }

    /** A list of objects; one that is not there is empty. */
    List<Members> objects(String name, int most) throws InvalidMessageException {
        if (isAbsent(name)) {
            return List.of();
        }
        var value = object.get(name);
        var members = new ArrayList<Members>(value.size());
        for (var element : value) {
            if (element.isObject()) {
                members.add(new Members(element));
            }
        }
        if (!value.isArray() || value.size() > most || members.size() < value.size()) {
            throw wrong(name, "a list of at most " + most + " objects");
        }
        return members;
    }

    boolean isAbsent(String name) {
        return !object.hasNonNull(name);
    }

    static InvalidMessageException wrong(String name, String expected) {
        return InvalidMessageException.malformed("\"" + name + "\" is " + expected + ".");
    }

    private static InvalidMessageException missing(String name) {
        return InvalidMessageException.malformed("\"" + name + "\" is missing.");
    }
}
