package dev.pulsegate.platform.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;

/**
 * A JSON object that is written member by member, where a value may be JSON that came from elsewhere. Such a value is
 * taken as it stands: a number that no {@code double} can hold stays that number. Not for several threads at a time.
 */
public final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

    private final StringBuilder members = new StringBuilder();

    private Json() {}

    /** An object without members. */
    public static Json object() {
        return new Json();
    }

    /** Adds a text. */
    public Json with(String name, String text) {
        begin(name);
        members.append('"');
        ENCODER.quoteAsString(text, members);
        members.append('"');
        return this;
    }

    /** Adds a whole number. */
    public Json with(String name, long number) {
        begin(name);
        members.append(number);
        return this;
    }

    /** Adds a value that is JSON already; whoever gives it answers for that. */
    public Json withJson(String name, String json) {
        begin(name);
        members.append(json);
        return this;
    }

    private void begin(String name) {
        members.append(members.isEmpty() ? "\"" : ",\"");
        ENCODER.quoteAsString(name, members);
        members.append("\":");
    }

    /** Adds an array of values that are JSON already. */
    public Json withArray(String name, List<String> values) {
        return withJson(name, "[" + String.join(",", values) + "]");
    }

    /** Adds all members of an object that is JSON already, as they stand. */
    public Json withMembersOf(String object) {
        var inner = object.substring(object.indexOf('{') + 1, object.lastIndexOf('}'));
        if (!inner.isBlank()) {
            members.append(members.isEmpty() ? "" : ",").append(inner);
        }
        return this;
    }

    /** The object's text. */
    @Override
    public String toString() {
        return "{" + members + "}";
    }

    /**
     * A member's value as it stands in an object.
     *
     * @param object the object's text, which must be JSON
     * @return the value's text; empty if there is no such member
     */
    public static Optional<String> member(String object, String name) {
        try (var parser = FACTORY.createParser(object)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isWanted = parser.currentName().equals(name);
                parser.nextToken();
                int begin = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                parser.finishToken();
                if (isWanted) {
                    return Optional.of(object.substring(
                            begin, (int) parser.currentLocation().getCharOffset()));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("This is no JSON object.", e);
        }
    }
}
