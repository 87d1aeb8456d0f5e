package dev.pulsegate.ecg.live;

import java.util.concurrent.TimeUnit;

/**
 * Which samples a frame holds and when it is due, counted from the stream's beginning. Frame {@code k} holds the samples
 * taken in {@code [k, k + 1)} periods and is due when that time is over; where a period is no whole number of samples,
 * frames differ by one sample. Nothing is added up, so nothing drifts.
 *
 * @param samplingFrequencyHz samples a second
 * @param periodMillis the length of a frame
 */
record FrameSchedule(double samplingFrequencyHz, int periodMillis) {

    private static final double MILLIS_PER_SECOND = 1000;
    private static final double NANOS_PER_SECOND = 1e9;

    /** The number of the frame's first sample. */
    long firstSample(long frame) {
        return (long) Math.ceil(frame * (double) periodMillis * samplingFrequencyHz / MILLIS_PER_SECOND);
    }

    /** The frame that holds a sample. */
    long frameOf(long sample) {
        // Rounding may put the estimate one off.
        long frame = (long) (sample * MILLIS_PER_SECOND / (periodMillis * samplingFrequencyHz));
        while (frame > 0 && firstSample(frame) > sample) {
            frame--;
        }
        while (firstSample(frame + 1) <= sample) {
            frame++;
        }
        return frame;
    }

    /** When a sample is taken, in nanoseconds since the stream began, exact to the nanosecond. */
    long sampleNanos(long sample) {
        long seconds = (long) (sample / samplingFrequencyHz);
        double samplesAfter = sample - seconds * samplingFrequencyHz;
        return TimeUnit.SECONDS.toNanos(seconds) + Math.round(samplesAfter * NANOS_PER_SECOND / samplingFrequencyHz);
    }

    /** When the frame is due, in nanoseconds since the stream began. */
    long dueNanos(long frame) {
        return (frame + 1) * periodNanos();
    }

    /** The frame being filled at a time, in nanoseconds since the stream began. */
    long frameAt(long elapsedNanos) {
        return Math.max(0, elapsedNanos) / periodNanos();
    }

    private long periodNanos() {
        return TimeUnit.MILLISECONDS.toNanos(periodMillis);
    }
}
