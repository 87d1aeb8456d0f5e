package dev.pulsegate.worker.protocol;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The members of a JSON object, each read as what it has to be.
 *
 * @param object the object
 */
record Members(JsonNode object) {

    private static final int MAX_QUOTED_CHARS = 60;

    /** A text that names something: there, and not empty. */
    String name(String member) throws MalformedFrameException {
        return required(member, ProtocolLimits.MAX_NAME_CHARS);
    }

    /** An id or lease: there, and not empty. */
    String id(String member) throws MalformedFrameException {
        return required(member, ProtocolLimits.MAX_ID_CHARS);
    }

    /** A URL: there, and not empty. What it leads to is seen when it is used. */
    String url(String member) throws MalformedFrameException {
        return required(member, ProtocolLimits.MAX_URL_CHARS);
    }

    Optional<String> optionalId(String member) throws MalformedFrameException {
        return isAbsent(member) ? Optional.empty() : Optional.of(id(member));
    }

    /** Text for people: empty if it is not there, cut if it is long. */
    String words(String member) throws MalformedFrameException {
        if (isAbsent(member)) {
            return "";
        }
        var value = object.get(member);
        if (!value.isTextual()) {
            throw wrong(member, "a string");
        }
        return ProtocolLimits.cutMessage(value.textValue());
    }

    boolean flag(String member) throws MalformedFrameException {
        if (!object.path(member).isBoolean()) {
            throw wrong(member, "true or false");
        }
        return object.get(member).booleanValue();
    }

    int positive(String member) throws MalformedFrameException {
        var value = object.path(member);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
            throw wrong(member, "a whole number from 1");
        }
        return value.intValue();
    }

    OptionalInt optionalPositive(String member) throws MalformedFrameException {
        return isAbsent(member) ? OptionalInt.empty() : OptionalInt.of(positive(member));
    }

    long size(String member) throws MalformedFrameException {
        var value = object.path(member);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw wrong(member, "a whole number from 0");
        }
        return value.longValue();
    }

    Instant instant(String member) throws MalformedFrameException {
        try {
            return Instant.parse(id(member));
        } catch (DateTimeException notATime) {
            throw wrong(member, "a time as ISO 8601 has it, in UTC");
        }
    }

    ObjectNode object(String member) throws MalformedFrameException {
        if (object.path(member) instanceof ObjectNode value) {
            return value;
        }
        throw wrong(member, "an object");
    }

    Optional<Members> optionalMembers(String member) throws MalformedFrameException {
        return isAbsent(member) ? Optional.empty() : Optional.of(new Members(object(member)));
    }

    /** A list of objects; one that is not there is empty. */
    List<Members> objects(String member, int most) throws MalformedFrameException {
        if (isAbsent(member)) {
            return List.of();
        }
        var value = object.get(member);
        if (!value.isArray() || value.size() > most) {
            throw wrong(member, "a list of at most " + most + " objects");
        }
        var members = new ArrayList<Members>(value.size());
        for (var element : value) {
            if (!element.isObject()) {
                throw wrong(member, "a list of at most " + most + " objects");
            }
            members.add(new Members(element));
        }
        return members;
    }

    /** Text of a peer made fit for a message: short, and without control characters. */
    static String quote(String text) {
        var cut = text.length() <= MAX_QUOTED_CHARS ? text : text.substring(0, MAX_QUOTED_CHARS) + "…";
        return "\"" + cut.replaceAll("\\p{Cntrl}", "?") + "\"";
    }

    private String required(String member, int maxChars) throws MalformedFrameException {
        var value = object.path(member);
        if (!value.isTextual()
                || value.textValue().isBlank()
                || value.textValue().length() > maxChars) {
            throw wrong(member, "a string of 1 to " + maxChars + " characters");
        }
        return value.textValue();
    }

    private boolean isAbsent(String member) {
        return !object.hasNonNull(member);
    }

    private static MalformedFrameException wrong(String member, String expected) {
        return new MalformedFrameException("\"" + member + "\" has to be " + expected);
    }
}
