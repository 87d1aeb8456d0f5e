package dev.pulsegate.platform.memory;

import java.util.HashMap;
import java.util.Map;

/**
 * So many bytes for all, a quarter of them at most for any one holder. Large takings leave the last quarter to small ones,
 * so that a flood of the former does not keep everybody else out. Plain Java; used by any thread.
 */
public final class ByteBudget {

    /** Up to so many bytes a taking is a small one. */
    public static final int SMALL_BYTES = 16 * 1024;

    private static final int SHARES = 4;

    private final long limitBytes;
    private final long shareBytes;
    private final Map<Object, Long> holders = new HashMap<>();
    private long takenBytes;
    private long refusals;

    /**
     * @param limitBytes how much there is
     * @param leastShareBytes what one holder may have even if a quarter is less: the largest single thing that is allowed
     */
    public ByteBudget(long limitBytes, long leastShareBytes) {
        this.limitBytes = Math.max(limitBytes, leastShareBytes);
        this.shareBytes = Math.max(limitBytes / SHARES, leastShareBytes);
    }

    /**
     * Takes bytes, to be given back by {@link #give}.
     *
     * @param holder who takes them: an account, or else an address
     * @return false, and nothing is taken, if so much is not there for it now
     */
    public synchronized boolean take(Object holder, long bytes) {
        long held = holders.getOrDefault(holder, 0L) + bytes;
        long most = bytes <= SMALL_BYTES ? limitBytes : Math.max(shareBytes, limitBytes - limitBytes / SHARES);
        if (held > shareBytes || takenBytes + bytes > most) {
            refusals++;
            return false;
        }
        holders.put(holder, held);
        takenBytes += bytes;
        return true;
    }

    /** Gives back what was taken, or a part of it. */
    public synchronized void give(Object holder, long bytes) {
        takenBytes -= bytes;
        holders.computeIfPresent(holder, (_, held) -> held > bytes ? held - bytes : null);
    }

    /** How much is taken. */
    public synchronized long takenBytes() {
        return takenBytes;
    }

    /** How often somebody was refused. */
    public synchronized long refusals() {
        return refusals;
    }

    /** How much there is. */
    public long limitBytes() {
        return limitBytes;
    }
}
