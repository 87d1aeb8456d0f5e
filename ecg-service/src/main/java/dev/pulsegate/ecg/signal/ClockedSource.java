package dev.pulsegate.ecg.signal;

/**
 * A source without a time of its own, such as a synthesis or a replay: endless, and read forward, sample by sample, by the
 * clock of whoever reads it.
 *
 * <p>It is read by one thread at a time and keeps no more than its own constant state: it holds no samples already read.
 */
public non-sealed interface ClockedSource extends EcgSource {

    /**
     * Fills {@code millivoltsByLead[lead][0..count)} with the next {@code count} samples of each lead, in millivolts.
     * {@code NaN} means there is no valid sample at that instant. Never blocks for long: the next samples are computed or
     * read from local storage, not waited for.
     *
     * @param millivoltsByLead one array for each of {@link #leads()}, each at least {@code count} long
     * @param count samples to read from each lead, not negative
     * @throws IllegalArgumentException if the arrays do not fit the leads and the count
     * @throws IllegalStateException if the source is closed
     */
    void read(double[][] millivoltsByLead, int count);
}
