package dev.pulsegate.e2e.load;

import java.time.Duration;
import java.time.Instant;

/**
 * What a viewer has seen, by the time of the samples: when a frame follows that does not begin where the last one ended,
 * what lies between was missed. Frames that come twice, by an old and a new connection, are known by their time.
 */
final class SampleClock {

    /** Null until the first frame. */
    private Instant last;

    private Duration period = Duration.ZERO;
    private Duration longestGap = Duration.ZERO;
    private long frames;

    /**
     * A frame came.
     *
     * @param time of its samples
     * @param length how much time they cover
     * @return what was missed before it; zero if nothing was, or it has been seen before
     */
    Duration frame(Instant time, Duration length) {
        if (last != null && !time.isAfter(last)) {
            return Duration.ZERO;
        }
        frames++;
        var missed = last == null ? Duration.ZERO : Duration.between(last, time).minus(period);
        last = time;
        period = length;
        // Timestamps are in whole milliseconds.
        var gap = missed.toMillis() <= 2 ? Duration.ZERO : missed;
        longestGap = gap.compareTo(longestGap) > 0 ? gap : longestGap;
        return gap;
    }

    /** How many frames there were, each counted once. */
    long frames() {
        return frames;
    }

    Duration longestGap() {
        return longestGap;
    }
}
