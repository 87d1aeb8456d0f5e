package dev.pulsegate.ecg.signal;

import java.util.List;

/**
 * An endless ECG signal of one or more leads at a fixed sampling frequency, read forward sample by sample.
 *
 * <p>A source is read by one thread at a time and keeps no more than its own constant state: it holds no samples already
 * read.
 */
public interface EcgSource extends AutoCloseable {

    /** Names of the leads, in the order {@link #read} fills them; never empty, never changing. */
    List<String> leads();

    /** Samples a second of every lead, in Hz; positive, never changing. */
    double samplingFrequencyHz();

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

    /** Frees what the source holds. Closing twice does nothing; never throws. */
    @Override
    void close();
}
