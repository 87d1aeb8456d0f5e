package dev.pulsegate.gateway.file;

import java.util.regex.Pattern;

/** Which part of a file is asked for (RFC 9110 §14). */
sealed interface ByteRange {

    /** All of it: no range was asked for, or one that may be ignored, such as several at once. */
    record Whole() implements ByteRange {}

    /** A part. */
    record Part(long offset, long count) implements ByteRange {}

    /** A part that lies outside. */
    record Unsatisfiable() implements ByteRange {}

    /** One range of bytes: from, to or the last so many. Numbers too long for a {@code long} are ignored, as may be. */
    Pattern SINGLE = Pattern.compile("bytes\\s*=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");

    /**
     * Reads a {@code Range} header.
     *
     * @param header its value, or null
     * @param sizeBytes the file's length
     */
    static ByteRange of(String header, long sizeBytes) {
        var match = SINGLE.matcher(header == null ? "" : header);
        if (!match.matches()) {
            return new Whole();
        }
        var first = match.group(1);
        var last = match.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : suffix(Long.parseLong(last), sizeBytes);
        }
        long offset = Long.parseLong(first);
        long end = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
        if (end < offset) {
            return new Whole();
        }
        return offset >= sizeBytes ? new Unsatisfiable() : new Part(offset, Math.min(end, sizeBytes - 1) - offset + 1);
    }

    private static ByteRange suffix(long count, long sizeBytes) {
        long present = Math.min(count, sizeBytes);
        return present == 0 ? new Unsatisfiable() : new Part(sizeBytes - present, present);
    }
}
