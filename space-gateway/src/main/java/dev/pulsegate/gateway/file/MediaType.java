package dev.pulsegate.gateway.file;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A content type without parameters (RFC 9110 §8.3.1), as its sender says: nobody looks into the file. Files are served
 * so that no browser interprets them.
 *
 * @param value {@code type/subtype} in lower case, at most 127 characters
 */
public record MediaType(String value) {

    /** The type of bytes nothing is known about. */
    public static final MediaType OCTETS = new MediaType("application/octet-stream");

    private static final Pattern TOKENS =
            Pattern.compile("[a-z0-9!#$&^_.+-]{1,63}/[a-z0-9!#$&^_.+-]{1,63}", Pattern.CASE_INSENSITIVE);

    /** The type a header names, less its parameters; none if that is no type. A missing header means octets. */
    public static Optional<MediaType> parse(String header) {
        if (header == null || header.isBlank()) {
            return Optional.of(OCTETS);
        }
        int parameters = header.indexOf(';');
        var type = (parameters < 0 ? header : header.substring(0, parameters)).strip();
        return TOKENS.matcher(type).matches()
                ? Optional.of(new MediaType(type.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    /**
     * Whether one of the patterns covers this type.
     *
     * @param patterns such as {@code audio/wav}, {@code audio/*} or {@code *}{@code /*}; none at all covers everything
     */
    public boolean isAmong(Collection<String> patterns) {
        return patterns.isEmpty() || patterns.stream().anyMatch(this::isCoveredBy);
    }

    private boolean isCoveredBy(String pattern) {
        var lower = pattern.toLowerCase(Locale.ROOT);
        return lower.equals("*/*")
                || lower.equals(value)
                || (lower.endsWith("/*") && value.startsWith(lower.substring(0, lower.length() - 1)));
    }

    @Override
    public String toString() {
        return value;
    }
}
