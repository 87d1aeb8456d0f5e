package dev.pulsegate.ecg.live;

import dev.pulsegate.ecg.signal.EcgSource;

/**
 * The most recent samples of a source, so that renditions with different periods can each take theirs while the source is
 * read but once, forward. Used by one thread.
 */
final class SampleWindow {

    private static final int CHUNK_SAMPLES = 512;

    private final EcgSource source;
    private final double[][] ring;
    private final double[][] chunk;
    private final int capacity;

    private long end;

    /**
     * @param source read from its present position, which becomes sample 0
     * @param capacity how many samples of each lead are kept
     */
    SampleWindow(EcgSource source, int capacity) {
        this.source = source;
        this.capacity = capacity;
        this.ring = new double[source.leads().size()][capacity];
        this.chunk = new double[source.leads().size()][CHUNK_SAMPLES];
    }

    /** Reads on until the sample before this one is in the window; does nothing if it was there already. */
    void advanceTo(long sample) {
        while (end < sample) {
            int count = (int) Math.min(CHUNK_SAMPLES, sample - end);
            source.read(chunk, count);
            for (int lead = 0; lead < ring.length; lead++) {
                put(chunk[lead], ring[lead], count);
            }
            end += count;
        }
    }

    private void put(double[] from, double[] to, int count) {
        int at = (int) (end % capacity);
        int first = Math.min(count, capacity - at);
        System.arraycopy(from, 0, to, at, first);
        System.arraycopy(from, first, to, 0, count - first);
    }

    /**
     * A copy of the samples {@code [from, to)} of every lead.
     *
     * @throws IllegalArgumentException if some are not, or no longer, in the window
     */
    double[][] copy(long from, long to) {
        if (to > end || from < Math.max(0, end - capacity) || from > to) {
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
