package dev.pulsegate.platform.supervise;

import java.time.Duration;

/** How long to wait before trying again: twice as long each time, up to a bound. Used by one thread. */
public final class Backoff {

    private final Duration first;
    private final Duration longest;
    private Duration next;

    /**
     * @param first the first pause
     * @param longest the longest pause
     */
    public Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /** The next pause. */
    public Duration next() {
        var pause = next;
        var doubled = pause.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        return pause;
    }

    /** It worked: the next pause is the first again. */
    public void reset() {
        next = first;
    }
}
