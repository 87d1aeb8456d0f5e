package dev.pulsegate.platform.input;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;

/**
 * Reads times as ISO 8601 has them, from 1970 to 9999. Numbers are no times: nobody can tell seconds from milliseconds, and
 * taken for the other they are off by fifty thousand years.
 */
final class InstantReader extends StdDeserializer<Instant> {

    private static final long serialVersionUID = 1;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    InstantReader() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            try {
                var instant = OffsetDateTime.parse(parser.getText().strip()).toInstant();
                if (!instant.isBefore(Instant.EPOCH) && !instant.isAfter(LATEST)) {
                    return instant;
                }
            } catch (DateTimeException unreadable) {
                // answered below, like a time too far away
            }
        }
        throw new UnfitInputException(
                StrictJsonParser.path(parser.getParsingContext()),
                "must be a time from 1970 to 9999, such as 2026-01-05T10:00:00Z");
    }
}
