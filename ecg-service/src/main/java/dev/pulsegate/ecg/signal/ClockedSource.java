package dev.pulsegate.ecg.signal;

/**
 * A source without a time of its own, such as a synthesis or a replay: endless, and read forward, sample by sample, by the
 * clock of whoever reads it. A sample is the same to the bit wherever reading began, so that processes which know nothing
 * of each other show the same.
 *
 * <p>It is read by one thread at a time and keeps no more than its own constant state: it holds no samples already read.
 */
public non-sealed interface ClockedSource extends EcgSource {

    /**
     * Goes to a sample, which is the next to be read; a new source is at sample 0. Takes about as long wherever that is.
     *
     * @param sample its number, not negative
     */
    void seek(long sample);

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
