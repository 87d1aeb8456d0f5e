package dev.pulsegate.ecg.live;

import java.util.List;

/**
 * What a viewer wants to see of a stream. Viewers who want the same share one rendition.
 *
 * @param leads names of leads of the stream, at least one, in the order wanted
 * @param periodMillis the length of a frame, {@value #MIN_PERIOD_MILLIS} to {@value #MAX_PERIOD_MILLIS} ms
 * @param format how frames are written
 */
public record Selection(List<String> leads, int periodMillis, WireFormat format) {

    /** The shortest frame. */
    public static final int MIN_PERIOD_MILLIS = 40;

    /** The longest frame. */
    public static final int MAX_PERIOD_MILLIS = 1000;

    /** The frame of a viewer that asks for nothing else: the one the prototype's page expects. */
    public static final int DEFAULT_PERIOD_MILLIS = 160;

    public Selection {
        if (periodMillis < MIN_PERIOD_MILLIS || periodMillis > MAX_PERIOD_MILLIS) {
            throw new IllegalArgumentException(
                    "the frame period must be from " + MIN_PERIOD_MILLIS + " to " + MAX_PERIOD_MILLIS + " ms");
        }
        leads = List.copyOf(leads);
    }
}
