package dev.pulsegate.platform.log;

/**
 * Text as it can be shown in a line: what would break the line, drive a terminal or change the order of what is read
 * (Unicode categories Cc, Cf, Zl and Zp, and surrogates without a partner) is written as Java would write it.
 */
public final class OneLine {

    private OneLine() {}

    /** The text, with what is not to be printed written out. */
    public static String of(String text) {
        int first = firstUnprintable(text, 0);
        if (first < 0) {
            return text;
        }
        var line = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); ) {
            int character = text.codePointAt(i);
            if (isPrintable(character)) {
                line.appendCodePoint(character);
            } else {
                escape(character, line);
            }
            i += Character.charCount(character);
        }
        return line.toString();
    }

    /** Whether the text can be shown in a line as it is. */
    static boolean isOneLine(String text) {
        return firstUnprintable(text, 0) < 0;
    }

    private static int firstUnprintable(String text, int from) {
        for (int i = from; i < text.length(); ) {
            int character = text.codePointAt(i);
            if (!isPrintable(character)) {
                return i;
            }
            i += Character.charCount(character);
        }
        return -1;
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    private static void escape(int character, StringBuilder line) {
        switch (character) {
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                for (var unit : Character.toChars(character)) {
                    line.append("\\u%04x".formatted((int) unit));
                }
            }
        }
    }
}
