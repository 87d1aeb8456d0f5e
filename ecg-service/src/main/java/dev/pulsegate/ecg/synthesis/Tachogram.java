package dev.pulsegate.ecg.synthesis;

import java.util.SplittableRandom;

/**
 * The RR interval as a function of time: a mean, and a variation whose power spectrum is two Gaussians, one around 0.1 Hz
 * (Mayer waves) and one around the respiratory frequency, each 0.01 Hz wide, as in section III of the paper.
 *
 * <p>The paper transforms a whole spectrum back into a series as long as the recording, which an endless stream cannot.
 * Here the variation is a sum of sinusoids, forty to each Gaussian, with the power the spectrum has at their frequency and
 * random phases. That is a function of time alone: no state, no seam, nothing that grows. The powers are normalised, so
 * the standard deviation and the ratio of the two bands are exact in the long run; because the lines stand about 2 mHz
 * apart, they are within a few per cent over ten minutes already. Each frequency is shifted by a random part of that
 * spacing, so that the course never repeats.
 */
final class Tachogram {

    private static final int LINES = 40;
    private static final double LOW_CENTRE_HZ = 0.1;
    private static final double BAND_SD_HZ = 0.01;
    private static final double REACH_SD = 4;
    private static final double SPACING_HZ = 2 * REACH_SD * BAND_SD_HZ / LINES;
    private static final double JITTER = 0.5;

    /**
     * Intervals stay within these multiples of the mean. At the widest variation allowed (a fifth of the mean) that is 3.5
     * standard deviations; at half of it, never reached.
     */
    private static final double SHORTEST = 0.3;

    private static final double LONGEST = 1.7;

    private final double meanSeconds;
    private final double[] frequencyHz = new double[2 * LINES];
    private final double[] phaseTurns = new double[2 * LINES];
    private final double[] amplitudeSeconds = new double[2 * LINES];
    private final boolean steady;

    /**
     * @param heartRateBpm mean heart rate, in beats a minute
     * @param heartRateSdBpm its standard deviation, in beats a minute
     * @param lfHfRatio power of the lower band over that of the upper
     * @param respirationHz centre of the upper band
     * @param seed chooses frequencies and phases; the same seed gives the same ones at every rate
     */
    Tachogram(double heartRateBpm, double heartRateSdBpm, double lfHfRatio, double respirationHz, long seed) {
        meanSeconds = 60 / heartRateBpm;
        steady = heartRateSdBpm == 0;
        double sdSeconds = 60 * heartRateSdBpm / (heartRateBpm * heartRateBpm);
        double variance = sdSeconds * sdSeconds;
        var random = new SplittableRandom(seed);
        fillBand(0, LOW_CENTRE_HZ, variance * lfHfRatio / (1 + lfHfRatio), random);
        fillBand(LINES, respirationHz, variance / (1 + lfHfRatio), random);
    }

    /** The RR interval at a time in seconds, in seconds. */
    double rrSeconds(double timeSeconds) {
        if (steady) {
            return meanSeconds;
        }
        double rr = meanSeconds;
        for (int i = 0; i < frequencyHz.length; i++) {
            rr += amplitudeSeconds[i] * Turns.sine(frequencyHz[i] * timeSeconds + phaseTurns[i]);
        }
        return Math.clamp(rr, SHORTEST * meanSeconds, LONGEST * meanSeconds);
    }

    private void fillBand(int first, double centreHz, double variance, SplittableRandom random) {
        double total = 0;
        for (int i = 0; i < LINES; i++) {
            double inSd = (i + 0.5 + JITTER * (Turns.uniform(random) - 0.5)) * SPACING_HZ / BAND_SD_HZ - REACH_SD;
            frequencyHz[first + i] = centreHz + inSd * BAND_SD_HZ;
            phaseTurns[first + i] = Turns.uniform(random);
            amplitudeSeconds[first + i] = StrictMath.exp(-inSd * inSd / 2); // the power for now
            total += amplitudeSeconds[first + i];
        }
        for (int i = first; i < first + LINES; i++) {
            // A sinusoid of amplitude A has the variance A²/2.
            amplitudeSeconds[i] = StrictMath.sqrt(2 * variance * amplitudeSeconds[i] / total);
        }
    }
}
