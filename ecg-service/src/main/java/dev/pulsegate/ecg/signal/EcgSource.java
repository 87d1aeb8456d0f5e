package dev.pulsegate.ecg.signal;

import java.util.List;

/**
 * Where a stream's samples come from: one or more leads at one sampling frequency. The two kinds differ in whose time they
 * follow, the reader's or their own.
 */
public sealed interface EcgSource extends AutoCloseable permits ClockedSource, PushedSource {

    /** Names of the leads, in the order of the samples; never empty, never changing. */
    List<String> leads();

    /** Samples a second of every lead, in Hz; at least 25, so that the shortest frame has one; never changing. */
    double samplingFrequencyHz();

    /** Frees what the source holds. Closing twice does nothing; never throws. */
    @Override
    void close();
}
