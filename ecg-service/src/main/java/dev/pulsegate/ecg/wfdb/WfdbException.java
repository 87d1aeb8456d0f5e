package dev.pulsegate.ecg.wfdb;

import java.io.IOException;
import java.io.Serial;

/**
 * A record that is missing, malformed, truncated or not what its header says. The message names the file and, where
 * there is one, the line or the byte.
 *
 * <p>Checked, and an {@link IOException}: records come from outside, so every caller has to decide what a broken one
 * means to it, and code that reads files declares {@code IOException} already.
 */
public final class WfdbException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int MAX_QUOTED_CHARS = 60;

    private final String file;
    private final String reason;

    private WfdbException(String file, String between, String reason) {
        super(file + between + reason);
        this.file = file;
        this.reason = reason;
    }

    /** A problem with a file as a whole. */
    public static WfdbException in(String file, String problem) {
        return new WfdbException(quote(file), ": ", problem);
    }

    /** A problem at a byte of a file, counted from 0. */
    static WfdbException atByte(String file, long offset, String problem) {
        return new WfdbException(quote(file), ", ", "byte " + offset + ": " + problem);
    }

    /** A problem in a line of a header, counted from 1. */
    static WfdbException atLine(String file, int line, String problem) {
        return new WfdbException(quote(file), ", ", "line " + line + ": " + problem);
    }

    /** What is wrong, for a list in which the file's name stands already. */
    public String reasonBeside(String file) {
        return quote(file).equals(this.file) ? reason : getMessage();
    }

    /** Text of a file made fit for a message, a log or a page: short, and without characters that are not seen. */
    public static String quote(String text) {
        var clean = new StringBuilder();
        text.codePoints().limit(MAX_QUOTED_CHARS).forEach(c -> clean.appendCodePoint(isSeen(c) ? c : '?'));
        return text.codePointCount(0, text.length()) <= MAX_QUOTED_CHARS ? clean.toString() : clean + "…";
    }

    private static boolean isSeen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
