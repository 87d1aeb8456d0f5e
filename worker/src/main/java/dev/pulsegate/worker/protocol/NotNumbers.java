package dev.pulsegate.worker.protocol;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/** What some languages write for numbers that JSON has none for: NaN and the infinities. */
public final class NotNumbers {

    private NotNumbers() {}

    /** The first in a value, as it would be written. */
    public static Optional<String> firstIn(JsonNode value) {
        if (value.isDouble() || value.isFloat()) {
            return Optional.of(value.doubleValue())
                    .filter(number -> !Double.isFinite(number))
                    .map(number -> Double.toString(number));
        }
        for (var member : value) {
            var found = firstIn(member);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
