package dev.pulsegate.ecg.synthesis;

import java.util.SplittableRandom;

/**
 * Mains interference and muscle noise of one lead.
 *
 * <p>Mains is a sinusoid with a phase of the lead's own. Muscle noise is Gaussian, high-passed at 20 Hz where the surface
 * electromyogram begins, and scaled so that its root mean square is the one asked for at every sampling frequency.
 */
final class NoiseGenerator {

    private static final double MUSCLE_FROM_HZ = 20;

    private final double samplingFrequencyHz;
    private final double mainsMillivolts;
    private final double mainsFrequencyHz;
    private final double mainsPhaseTurns;
    private final double muscleMillivolts;
    private final double pole;
    private final double muscleScale;
    private final SplittableRandom random;

    private double spareGaussian = Double.NaN;
    private double previousWhite;
    private double previousFiltered;

    NoiseGenerator(SynthesisParameters parameters, StandardLead lead) {
        samplingFrequencyHz = parameters.samplingFrequencyHz();
        mainsMillivolts = parameters.mainsMillivolts();
        mainsFrequencyHz = parameters.mainsFrequencyHz();
        muscleMillivolts = parameters.muscleMillivolts();
        // A stream of numbers for each lead, so that a lead is the same whatever others are asked for.
        random = new SplittableRandom(
                parameters.seed() + 0x9E3779B97F4A7C15L * lead.label().hashCode());
        mainsPhaseTurns = Turns.uniform(random);
        // One-pole high-pass y[n] = w[n] − w[n−1] + p·y[n−1] on white noise: variance 2 / (1 + p).
        pole = StrictMath.exp(-2 * StrictMath.PI * MUSCLE_FROM_HZ / samplingFrequencyHz);
        muscleScale = StrictMath.sqrt((1 + pole) / 2) * muscleMillivolts;
    }

    /** The noise of sample {@code index}, in millivolts. To be called once for each sample, in order. */
    double next(long index) {
        double noise = 0;
        if (mainsMillivolts > 0) {
            noise += mainsMillivolts * Turns.sine(mainsFrequencyHz * index / samplingFrequencyHz + mainsPhaseTurns);
        }
        if (muscleMillivolts > 0) {
            double white = gaussian();
            previousFiltered = white - previousWhite + pole * previousFiltered;
            previousWhite = white;
            noise += muscleScale * previousFiltered;
        }
        return noise;
    }

    /** Marsaglia's polar method, two normal numbers at a time. */
    private double gaussian() {
        if (!Double.isNaN(spareGaussian)) {
            double spare = spareGaussian;
            spareGaussian = Double.NaN;
            return spare;
        }
        double u;
        double v;
        double square;
        do {
            u = 2 * Turns.uniform(random) - 1;
            v = 2 * Turns.uniform(random) - 1;
            square = u * u + v * v;
        } while (square >= 1 || square == 0);
        double factor = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
        spareGaussian = v * factor;
        return u * factor;
    }
}
