package dev.pulsegate.auth.secret;

import java.math.BigInteger;
import java.util.Optional;

/** Bytes as digits and letters: nothing that a shell, an address or a double click would break. Of fixed width. */
final class Base62 {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());

    private Base62() {}

    /** Returns how many characters so many bytes take. */
    static int width(int bytes) {
        return (int) Math.ceil(bytes * 8 / (Math.log(62) / Math.log(2)));
    }

    static String encode(byte[] bytes) {
        var text = new char[width(bytes.length)];
        var rest = new BigInteger(1, bytes);
        for (int i = text.length - 1; i >= 0; i--) {
            var parts = rest.divideAndRemainder(BASE);
            text[i] = DIGITS.charAt(parts[1].intValue());
            rest = parts[0];
        }
        return new String(text);
    }

    /** Returns so many bytes, or nothing if the text is no such encoding. */
    static Optional<byte[]> decode(String text, int bytes) {
        if (text.length() != width(bytes)) {
            return Optional.empty();
        }
        var value = BigInteger.ZERO;
        for (int i = 0; i < text.length(); i++) {
            int digit = DIGITS.indexOf(text.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            value = value.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        if (value.bitLength() > bytes * 8) {
            return Optional.empty();
        }
        byte[] raw = value.toByteArray();
        byte[] fixed = new byte[bytes];
        int length = Math.min(raw.length, bytes);
        System.arraycopy(raw, raw.length - length, fixed, bytes - length, length);
        return Optional.of(fixed);
    }
}
