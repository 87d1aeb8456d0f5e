package dev.pulsegate.platform.parameter;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.quarkiverse.resteasy.problem.HttpProblem;

import dev.pulsegate.platform.problem.Problems;

/** Query parameters of a certain type. One that is absent or empty is none; one of another type is a bad request. */
public final class QueryParameters {

    private static final Pattern UUID_TEXT = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** An instant and its milliseconds since 1970 fit into what everybody computes with. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private QueryParameters() {}

    /** An id. */
    public static Optional<UUID> uuid(String name, String value) {
        if (isNone(value)) {
            return Optional.empty();
        }
        if (!UUID_TEXT.matcher(value).matches()) {
            throw isNo(name, "an id, such as 01a20051-8a1b-767c-9a77-b325aa3acad3");
        }
        return Optional.of(UUID.fromString(value));
    }

    /** A time from 1970 to 9999. */
    public static Optional<Instant> instant(String name, String value) {
        if (isNone(value)) {
            return Optional.empty();
        }
        try {
            var instant = OffsetDateTime.parse(value).toInstant();
            if (!instant.isBefore(Instant.EPOCH) && !instant.isAfter(LATEST)) {
                return Optional.of(instant);
            }
        } catch (DateTimeException unreadable) {
            // answered below, like a time too far away
        }
        throw isNo(name, "a time after 1970, such as 2026-01-05T10:00:00Z");
    }

    /** One of the names of an enumeration. */
    public static <E extends Enum<E>> Optional<E> oneOf(String name, String value, Class<E> type) {
        if (isNone(value)) {
            return Optional.empty();
        }
        var names = Arrays.asList(type.getEnumConstants());
        return Optional.of(names.stream()
                .filter(each -> each.name().equals(value))
                .findFirst()
                .orElseThrow(() ->
                        isNo(name, "one of " + names.stream().map(Enum::name).collect(Collectors.joining(", ")))));
    }

    /** Yes or no; no if it is absent. */
    public static boolean flag(String name, String value) {
        if (isNone(value) || value.equals("false")) {
            return false;
        }
        if (!value.equals("true")) {
            throw isNo(name, "true or false");
        }
        return true;
    }

    private static boolean isNone(String value) {
        return value == null || value.isEmpty();
    }

    private static HttpProblem isNo(String name, String expected) {
        return Problems.badRequest("The parameter " + name + " is " + expected + ".");
    }
}
