package dev.pulsegate.ecg.live;

import java.util.Arrays;

/**
 * The most recent samples of a stream, so that renditions with different periods can each take theirs while the source is
 * read but once, forward. Used by one thread.
 */
final class SampleWindow {

    private final double[][] ring;
    private final int capacity;

    private long oldest;
    private long end;
    private long taken;

    /** @param capacity how many samples of each lead are kept */
    SampleWindow(int leads, int capacity) {
        this.capacity = capacity;
        this.ring = new double[leads][capacity];
    }

    int capacity() {
        return capacity;
    }

    /** The number of the oldest sample that is here. */
    long begin() {
        return Math.max(oldest, end - capacity);
    }

    /** The number the next sample will have. */
    long end() {
        return end;
    }

    /** How many have been taken in so far, those that were missing left out. */
    long taken() {
        return taken;
    }

    /** Forgets all; the next sample has this number. */
    void restartAt(long sample) {
        oldest = sample;
        end = sample;
    }

    /** Takes the next samples of every lead in, at most as many as are kept: those from {@code offset} on. */
    void append(double[][] millivoltsByLead, int offset, int count) {
        int at = (int) (end % capacity);
        int first = Math.min(count, capacity - at);
        for (int lead = 0; lead < ring.length; lead++) {
            System.arraycopy(millivoltsByLead[lead], offset, ring[lead], at, first);
            System.arraycopy(millivoltsByLead[lead], offset + first, ring[lead], 0, count - first);
        }
        end += count;
        taken += count;
    }

    /** The next samples, at most as many as are kept, are missing. */
    void appendMissing(int count) {
        int at = (int) (end % capacity);
        int first = Math.min(count, capacity - at);
        for (var ofLead : ring) {
            Arrays.fill(ofLead, at, at + first, Double.NaN);
            Arrays.fill(ofLead, 0, count - first, Double.NaN);
        }
        end += count;
    }

    /**
     * A copy of the samples {@code [from, to)} of every lead.
     *
     * @throws IllegalArgumentException if some are not, or no longer, in the window
     */
    double[][] copy(long from, long to) {
        if (to > end || from < begin() || from > to) {
            throw new IllegalArgumentException(
                    "samples " + from + " to " + to + " are not in the window that ends at " + end);
        }
        int count = (int) (to - from);
        int at = (int) (from % capacity);
        int first = Math.min(count, capacity - at);
        var copy = new double[ring.length][count];
        for (int lead = 0; lead < ring.length; lead++) {
            System.arraycopy(ring[lead], at, copy[lead], 0, first);
            System.arraycopy(ring[lead], 0, copy[lead], first, count - first);
        }
        return copy;
    }
}
