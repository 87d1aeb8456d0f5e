package dev.pulsegate.platform.socket;

import java.util.concurrent.TimeUnit;

/** A token bucket in two words of memory, for one peer each. Plain Java; used by one thread. */
public final class RateLimit {

    private final double perNano;
    private final double burst;

    private double tokens;
    private long updatedNanos;

    /**
     * @param perSecond how many are admitted in a second, over time
     * @param burst how many are admitted at once after a silence
     * @param nowNanos the present, on the clock {@link #admit} is asked by
     */
    public RateLimit(int perSecond, int burst, long nowNanos) {
        this.perNano = perSecond / (double) TimeUnit.SECONDS.toNanos(1);
        this.burst = burst;
        this.tokens = burst;
        this.updatedNanos = nowNanos;
    }

    /** Whether one more is within the limit now. */
    public boolean admit(long nowNanos) {
        tokens = Math.min(burst, tokens + (nowNanos - updatedNanos) * perNano);
        updatedNanos = nowNanos;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
