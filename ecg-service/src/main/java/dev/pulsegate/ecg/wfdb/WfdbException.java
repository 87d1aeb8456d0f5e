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

    private WfdbException(String message) {
        super(message);
    }

    /** A problem with a file as a whole. */
    public static WfdbException in(String file, String problem) {
        return new WfdbException(quote(file) + ": " + problem);
    }

    /** A problem at a byte of a file, counted from 0. */
    static WfdbException atByte(String file, long offset, String problem) {
        return new WfdbException(quote(file) + ", byte " + offset + ": " + problem);
    }

    /** A problem in a line of a header, counted from 1. */
    static WfdbException atLine(String file, int line, String problem) {
        return new WfdbException(quote(file) + ", line " + line + ": " + problem);
    }

    /** Text of a file made fit for a message or a log: short, and without control characters. */
    static String quote(String text) {
        var cut = text.length() <= MAX_QUOTED_CHARS ? text : text.substring(0, MAX_QUOTED_CHARS) + "…";
        var clean = new StringBuilder(cut.length());
        cut.chars().forEach(c -> clean.append(Character.isISOControl(c) ? '?' : (char) c));
        return clean.toString();
    }
}
