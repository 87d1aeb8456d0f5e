package dev.pulsegate.ecg.synthesis;

import java.util.SplittableRandom;

/**
 * Mains interference and muscle noise of one lead, as a function of the sample's number alone.
 *
 * <p>Mains is a sinusoid with a phase of the lead's own. Muscle noise is Gaussian, high-passed at 20 Hz where the surface
 * electromyogram begins, and scaled so that its root mean square is the one asked for at every sampling frequency. The
 * filter begins anew every so many samples, from long enough before that nothing of that is seen, so that it is the same
 * wherever one begins to read.
 */
final class NoiseGenerator {

    private static final double MUSCLE_FROM_HZ = 20;

    /** How often the filter begins anew. */
    private static final int SECTION_SAMPLES = 2048;

    /** What it is fed before: at 1000 Hz, where it forgets most slowly, 10⁻¹⁴ of what was before is left. */
    private static final int SETTLING_SAMPLES = 256;

    /** The step from one state of {@link SplittableRandom} to the next: any place in its numbers can be had at once. */
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private final double samplingFrequencyHz;
    private final double mainsMillivolts;
    private final double mainsFrequencyHz;
    private final double mainsPhaseTurns;
    private final double muscleMillivolts;
    private final double pole;
    private final double muscleScale;
    private final long seed;

    private long next = Long.MIN_VALUE;
    private double previousWhite;
    private double previousFiltered;

    NoiseGenerator(SynthesisParameters parameters, StandardLead lead) {
        samplingFrequencyHz = parameters.samplingFrequencyHz();
        mainsMillivolts = parameters.mainsMillivolts();
        mainsFrequencyHz = parameters.mainsFrequencyHz();
        muscleMillivolts = parameters.muscleMillivolts();
        // Numbers of each lead's own, so that a lead is the same whatever others are asked for.
        var random =
                new SplittableRandom(parameters.seed() + GAMMA * lead.label().hashCode());
        mainsPhaseTurns = Turns.uniform(random);
        seed = random.nextLong();
        // One-pole high-pass y[n] = w[n] − w[n−1] + p·y[n−1] on white noise: variance 2 / (1 + p).
        pole = StrictMath.exp(-2 * StrictMath.PI * MUSCLE_FROM_HZ / samplingFrequencyHz);
        muscleScale = StrictMath.sqrt((1 + pole) / 2) * muscleMillivolts;
    }

    /** The noise of sample {@code index}, in millivolts; quickest for one after the other. */
    double at(long index) {
        double noise = 0;
        if (mainsMillivolts > 0) {
            noise += mainsMillivolts * Turns.sine(mainsFrequencyHz * index / samplingFrequencyHz + mainsPhaseTurns);
        }
        if (muscleMillivolts > 0) {
            noise += muscleScale * highPassed(index);
        }
        return noise;
    }

    private double highPassed(long index) {
        long section = Math.floorDiv(index, SECTION_SAMPLES) * SECTION_SAMPLES;
        if (index != next || index == section) {
            next = section - SETTLING_SAMPLES;
            previousWhite = 0;
            previousFiltered = 0;
        }
        while (next <= index) {
            double white = gaussian(next);
            previousFiltered = white - previousWhite + pole * previousFiltered;
            previousWhite = white;
            next++;
        }
        return previousFiltered;
    }

    /** Two uniform numbers make a normal one, after Box and Muller. */
    private double gaussian(long index) {
        var random = new SplittableRandom(seed + 2 * index * GAMMA);
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - Turns.uniform(random)));
        return radius * Turns.sine(Turns.uniform(random));
    }
}
