package dev.pulsegate.platform.task;

import java.time.Duration;

/** How long to wait before trying again: twice as long each time, up to a bound. Used by one thread. */
public final class Backoff {

    private final Duration first;
    private final Duration longest;
    private Duration next;

    public Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /** How long to wait this time. */
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
