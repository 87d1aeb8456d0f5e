package dev.pulsegate.socketio.engine;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text as bytes: RFC 3629. */
final class Utf8 {

    private static final int BYTES_OF_A_PAIR = 4;

    private Utf8() {}

    /** How many bytes a text makes; an unpaired surrogate becomes one question mark. */
    static long length(String text) {
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < 0x80) {
                length++;
            } else if (unit < 0x800) {
                length += 2;
            } else if (!Character.isSurrogate(unit)) {
                length += 3;
            } else if (isPair(text, i)) {
                length += BYTES_OF_A_PAIR;
                i++;
            } else {
                length++;
            }
        }
        return length;
    }

    private static boolean isPair(String text, int index) {
        return Character.isHighSurrogate(text.charAt(index))
                && index + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(index + 1));
    }

    /**
     * The text that bytes make.
     *
     * @throws MalformedPacketException if they make none
     */
    static String decode(byte[] bytes) throws MalformedPacketException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedPacketException("not UTF-8");
        }
    }
}
