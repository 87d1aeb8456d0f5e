package dev.pulsegate.platform.log;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Stands for a throwable in the log: its messages and its causes' keep to their lines, its stack trace is as it was. */
@SuppressWarnings("OverrideThrowableToString") // The name that is shown is the original's.
final class OneLineThrowable extends Throwable {

    private static final long serialVersionUID = 1;

    private final String text;

    private OneLineThrowable(Throwable original, Throwable cause) {
        super(OneLine.of(String.valueOf(original.getMessage())), cause, true, true);
        this.text = OneLine.of(original.toString());
        setStackTrace(original.getStackTrace());
    }

    /** The throwable itself if all it says is in one line, else one that stands for it. */
    static Throwable of(Throwable thrown) {
        return isOneLine(thrown, seen()) ? thrown : copy(thrown, seen());
    }

    private static Set<Throwable> seen() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static boolean isOneLine(Throwable thrown, Set<Throwable> seen) {
        if (thrown == null || !seen.add(thrown)) {
            return true;
        }
        boolean plain = OneLine.isOneLine(thrown.toString()) && isOneLine(thrown.getCause(), seen);
        for (var suppressed : thrown.getSuppressed()) {
            plain = plain && isOneLine(suppressed, seen);
        }
        return plain;
    }

    /** Of a circle, which causes may run in, each is shown once. */
    private static Throwable copy(Throwable thrown, Set<Throwable> seen) {
        if (thrown == null || !seen.add(thrown)) {
            return null;
        }
        var copy = new OneLineThrowable(thrown, copy(thrown.getCause(), seen));
        for (var suppressed : thrown.getSuppressed()) {
            var other = copy(suppressed, seen);
            if (other != null) {
                copy.addSuppressed(other);
            }
        }
        return copy;
    }

    @Override
    public String toString() {
        return text;
    }
}
