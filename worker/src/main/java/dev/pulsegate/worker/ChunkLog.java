package dev.pulsegate.worker;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The last chunks of an attempt, for the connection that follows one that is lost: the gateway passes over those it has, as
 * they are numbered. Bounded; once a chunk is dropped that nobody was sent, there is nothing to go on from.
 */
final class ChunkLog {

    private final int maxChars;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private int chars;
    private boolean torn;

    private record Entry(String frame, boolean sent) {}

    /**
     * No chunks yet.
     *
     * @param maxChars how many characters of them it keeps, but always the newest
     */
    ChunkLog(int maxChars) {
        this.maxChars = maxChars;
    }

    /** Keeps one, which was sent, or could not be. */
    void add(String frame, boolean sent) {
        entries.add(new Entry(frame, sent));
        chars += frame.length();
        while (chars > maxChars && entries.size() > 1) {
            var dropped = entries.remove();
            chars -= dropped.frame().length();
            torn |= !dropped.sent();
        }
        if (torn) {
            entries.clear();
        }
    }

    /** Whether one is missing that was never sent: the gateway would take none that follow. */
    boolean isTorn() {
        return torn;
    }

    /** What to send again, in order. */
    List<String> frames() {
        return entries.stream().map(Entry::frame).toList();
    }
}
