package dev.pulsegate.ecg.synthesis;

import java.util.SplittableRandom;

/**
 * Sines of phases counted in turns, and random numbers, that come out the same on every machine: {@link StrictMath} is
 * defined to the bit where {@link Math} may differ by platform, and only {@link SplittableRandom}'s 64 raw bits are used.
 */
final class Turns {

    private Turns() {}

    /** Sine of a phase in turns (1 turn = 2π). Whole turns are dropped first, so it stays exact after weeks of phase. */
    static double sine(double turns) {
        return StrictMath.sin(2 * StrictMath.PI * (turns - StrictMath.floor(turns)));
    }

    /** A number from 0 to 1, 1 excluded. */
    static double uniform(SplittableRandom random) {
        return (random.nextLong() >>> 11) * 0x1.0p-53;
    }
}
