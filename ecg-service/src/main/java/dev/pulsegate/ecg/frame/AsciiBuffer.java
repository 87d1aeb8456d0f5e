package dev.pulsegate.ecg.frame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of ASCII text with fast ways to write numbers and JSON strings. Kept and reused by its owner. */
final class AsciiBuffer {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_NUMBER = 21;
    private static final int LONGEST_ESCAPE = 6;

    private byte[] bytes = new byte[1024];
    private int length;

    void clear() {
        length = 0;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1); // the cheapest way to a String from ASCII
    }

    void append(byte[] text) {
        reserve(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
    }

    void append(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
    }

    /** A whole number, not negative. */
    void appendWhole(long value) {
        reserve(LONGEST_NUMBER);
        int end = length + digitCount(value);
        writeDigits(value, length, end);
        length = end;
    }

    /** A whole number, not negative, with leading zeros to fill {@code width}. */
    void appendPadded(long value, int width) {
        reserve(width);
        writeDigits(value, length, length + width);
        length += width;
    }

    /**
     * {@code scaled / 10^decimals} in the shortest form: no trailing zeros, no exponent, no negative zero.
     *
     * @param power {@code 10^decimals}
     */
    void appendDecimal(long scaled, int decimals, long power) {
        reserve(LONGEST_NUMBER + 2);
        if (scaled < 0) {
            bytes[length++] = '-';
        }
        long magnitude = Math.abs(scaled);
        long whole = magnitude / power;
        appendWhole(whole);
        long fraction = magnitude - whole * power;
        int digits = decimals;
        if (fraction != 0) {
            while (fraction % 10 == 0) {
                fraction /= 10;
                digits--;
            }
            bytes[length++] = '.';
            writeDigits(fraction, length, length + digits);
            length += digits;
        }
    }

    /** A JSON string in quotes; whatever is not printable ASCII is escaped. */
    void appendQuoted(String text) {
        append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            reserve(LONGEST_ESCAPE);
            if (c == '"' || c == '\\') {
                bytes[length++] = '\\';
                bytes[length++] = (byte) c;
            } else if (c >= ' ' && c < 0x7F) {
                bytes[length++] = (byte) c;
            } else {
                bytes[length++] = '\\';
                bytes[length++] = 'u';
                for (int shift = 12; shift >= 0; shift -= 4) {
                    bytes[length++] = HEX[c >> shift & 0xF];
                }
            }
        }
        append('"');
    }

    private void writeDigits(long value, int from, int to) {
        long rest = value;
        for (int at = to - 1; at >= from; at--) {
            long tenth = rest / 10;
            bytes[at] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        }
    }

    private static int digitCount(long value) {
        int digits = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
