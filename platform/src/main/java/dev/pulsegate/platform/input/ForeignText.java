package dev.pulsegate.platform.input;

import java.util.Optional;

/**
 * What text from outside may hold. PostgreSQL cannot keep NUL, no encoding has half a surrogate pair, and control characters
 * mean nothing but trouble to whoever reads a log or a page. Plain Java.
 */
public final class ForeignText {

    private static final int DELETE = 0x7f;
    private static final char LINE_SEPARATOR = '\u2028';
    private static final char PARAGRAPH_SEPARATOR = '\u2029';

    private ForeignText() {}

    /** What is wrong with prose, to be said after its field's name; empty if it will do. Lines and tabs are fine. */
    public static Optional<String> objection(CharSequence text) {
        return objection(text, false);
    }

    /** What is wrong with a name, or anything else on one line, to be said after its field's name; empty if it will do. */
    public static Optional<String> objectionToName(CharSequence text) {
        return objection(text, true);
    }

    private static Optional<String> objection(CharSequence text, boolean oneLine) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (Character.isSurrogate(character)) {
                if (!isPair(text, i)) {
                    return Optional.of("must not have half a surrogate pair (\\u%04x)".formatted((int) character));
                }
                i++;
            } else if (isControl(character) || (oneLine && endsLine(character))) {
                return Optional.of("must not have the control character U+%04X".formatted((int) character));
            }
        }
        return Optional.empty();
    }

    private static boolean isPair(CharSequence text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }

    /** Those of ASCII. The others, U+0080 to U+009F, are what is left of a wrong encoding and common in real text. */
    private static boolean isControl(char character) {
        return character == DELETE || (character < ' ' && !isLayout(character));
    }

    private static boolean isLayout(char character) {
        return character == '\n' || character == '\r' || character == '\t';
    }

    private static boolean endsLine(char character) {
        return Character.isISOControl(character) || character == LINE_SEPARATOR || character == PARAGRAPH_SEPARATOR;
    }
}
