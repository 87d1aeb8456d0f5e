package dev.pulsegate.platform.json;

import java.io.IOException;
import java.io.UncheckedIOException;
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

    private final StringBuilder members = new StringBuilder();

    private Json() {}

    /** An object without members. */
    public static Json object() {
        return new Json();
    }

    /** Adds a text. */
    public Json with(String name, String text) {
        return withJson(name, quoted(text));
    }

    /** Adds a whole number. */
    public Json with(String name, long number) {
        return withJson(name, Long.toString(number));
    }

    /** Adds a value that is JSON already; whoever gives it answers for that. */
    public Json withJson(String name, String json) {
        if (!members.isEmpty()) {
            members.append(',');
        }
        members.append(quoted(name)).append(':').append(json);
        return this;
    }

    /** Adds all members of an object that is JSON already. */
    public Json withMembersOf(String object) {
        var inner = object.substring(object.indexOf('{') + 1, object.lastIndexOf('}'))
                .strip();
        if (!inner.isEmpty()) {
            members.append(members.isEmpty() ? "" : ",").append(inner);
        }
        return this;
    }

    /** The object's text. */
    @Override
    public String toString() {
        return "{" + members + "}";
    }

    /** A text as JSON. */
    public static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
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
