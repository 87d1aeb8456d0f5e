package dev.pulsegate.platform.tcp;

import java.util.HashMap;
import java.util.Map;

/** So many places in all, and so many for any one holder. Plain Java; used by any thread. */
public final class Places {

    private final int inAll;
    private final int perHolder;
    private final Map<Object, Integer> holders = new HashMap<>();
    private int taken;
    private long refusals;

    /**
     * @param inAll how many there are
     * @param perHolder how many of them one holder may have
     */
    public Places(int inAll, int perHolder) {
        this.inAll = inAll;
        this.perHolder = perHolder;
    }

    /** Takes a place, if there is one for this holder; then it is to be given back. */
    public synchronized boolean take(Object holder) {
        int held = holders.getOrDefault(holder, 0);
        if (taken >= inAll || held >= perHolder) {
            refusals++;
            return false;
        }
        holders.put(holder, held + 1);
        taken++;
        return true;
    }

    /** Gives a place back. */
    public synchronized void giveBack(Object holder) {
        taken--;
        holders.computeIfPresent(holder, (_, held) -> held == 1 ? null : held - 1);
    }

    /** How many are taken. */
    public synchronized int taken() {
        return taken;
    }

    /** How often somebody was refused. */
    public synchronized long refusals() {
        return refusals;
    }
}
