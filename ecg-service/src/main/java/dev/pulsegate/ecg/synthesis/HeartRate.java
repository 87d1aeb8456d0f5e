package dev.pulsegate.ecg.synthesis;

/**
 * A heart rate, and from when it holds.
 *
 * @param sinceSeconds from when, in seconds since sample 0
 * @param meanBpm mean, 20 to 300 beats a minute
 * @param sdBpm standard deviation, 0 to a fifth of the mean, in beats a minute
 */
public record HeartRate(double sinceSeconds, double meanBpm, double sdBpm) {

    /**
     * Checks the rate.
     *
     * @throws InvalidParametersException if the mean or the deviation is out of range
     */
    public HeartRate {
        SynthesisParameters.requireHeartRate(meanBpm, sdBpm);
    }
}
