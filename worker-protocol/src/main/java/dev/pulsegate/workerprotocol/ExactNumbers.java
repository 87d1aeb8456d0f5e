package dev.pulsegate.workerprotocol;

import java.util.Optional;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON whose numbers are passed on as they came: one that no double can hold would become the text "Infinity". */
public final class ExactNumbers {

    private ExactNumbers() {}

    /**
     * Has a mapper keep numbers as they are.
     *
     * @param builder builds the mapper
     * @return the same builder
     */
    public static JsonMapper.Builder in(JsonMapper.Builder builder) {
        return builder.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .disable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);
    }

    /**
     * The first in a value of what JSON has no number for, but some languages write: NaN and the infinities.
     *
     * @param value the value, searched with all that is in it
     * @return the number as Java writes it; empty if all of it is JSON
     */
    public static Optional<String> firstNonNumber(JsonNode value) {
        if (value.isDouble() || value.isFloat()) {
            return Optional.of(value.doubleValue())
                    .filter(number -> !Double.isFinite(number))
                    .map(number -> Double.toString(number));
        }
        for (var member : value) {
            var found = firstNonNumber(member);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
