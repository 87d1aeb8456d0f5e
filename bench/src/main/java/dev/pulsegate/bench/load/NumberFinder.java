package dev.pulsegate.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Finds one whole number in JSON text by its name, without parsing the rest. A name inside a string value would mislead
 * it; what is measured here has none. Remembers where it was the last time: the viewers of one stream all get the same
 * bytes. For one thread.
 */
final class NumberFinder {

    /** What is returned where there is no such number. */
    static final long NONE = -1;

    private final byte[] key;
    private int lastOffset;

    NumberFinder(String name) {
        this.key = ('"' + name + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    /** The number's value, which must not be negative, in {@code bytes[from, to)}. */
    long find(ByteBuffer bytes, int from, int to) {
        if (isAt(bytes, from + lastOffset, to)) {
            return number(bytes, from + lastOffset + key.length, to);
        }
        for (int at = from; at + key.length <= to; at++) {
            if (isAt(bytes, at, to)) {
                lastOffset = at - from;
                return number(bytes, at + key.length, to);
            }
        }
        return NONE;
    }

    private boolean isAt(ByteBuffer bytes, int at, int to) {
        if (at + key.length > to) {
            return false;
        }
        for (int i = 0; i < key.length; i++) {
            if (bytes.get(at + i) != key[i]) {
                return false;
            }
        }
        return true;
    }

    private static long number(ByteBuffer bytes, int from, int to) {
        long value = 0;
        int at = from;
        while (at < to && bytes.get(at) == ' ') {
            at++;
        }
        int firstDigit = at;
        while (at < to && bytes.get(at) >= '0' && bytes.get(at) <= '9') {
            value = 10 * value + bytes.get(at) - '0';
            at++;
        }
        return at == firstDigit ? NONE : value;
    }
}
