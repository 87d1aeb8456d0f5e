package dev.pulsegate.ecg.synthesis;

/**
 * The beat at one mean heart rate: its waves, the level each lead has at the R peak when beats follow each other
 * steadily, and the scale from the model's unit to millivolts.
 *
 * <p>The original program stretches the finished signal to −0.4 … 1.2 mV. A stream is never finished, so the scale is
 * taken from a reference beat: lead II in steady state at the mean rate, without variation or noise, spans exactly that
 * range. The other leads take the same scale around a mean of zero, as an AC-coupled recorder shows them.
 */
final class BeatShape {

    private static final double LOWEST_MILLIVOLTS = -0.4;
    private static final double HIGHEST_MILLIVOLTS = 1.2;
    private static final int REFERENCE_STEPS = 4096;

    private final PqrstWaves waves;
    private final double[] steadyZ;
    private final double[] offsetMillivolts;
    private final double millivoltsPerUnit;

    BeatShape(double heartRateBpm, StandardLead[] leads) {
        waves = new PqrstWaves(heartRateBpm);
        double rrSeconds = 60 / heartRateBpm;

        var leadTwo = new CardiacModel(new StandardLead[] {StandardLead.II}, waves, 0);
        settle(leadTwo, 1, rrSeconds);
        double[] range = run(leadTwo, rrSeconds, REFERENCE_STEPS);
        millivoltsPerUnit = (HIGHEST_MILLIVOLTS - LOWEST_MILLIVOLTS) / (range[1] - range[0]);

        var all = new CardiacModel(leads, waves, 0);
        settle(all, leads.length, rrSeconds);
        run(all, rrSeconds, REFERENCE_STEPS / 2);
        steadyZ = new double[leads.length];
        offsetMillivolts = new double[leads.length];
        for (int lead = 0; lead < leads.length; lead++) {
            steadyZ[lead] = all.z(lead);
            offsetMillivolts[lead] =
                    leads[lead] == StandardLead.II ? LOWEST_MILLIVOLTS - range[0] * millivoltsPerUnit : 0;
        }
    }

    PqrstWaves waves() {
        return waves;
    }

    double steadyZ(int lead) {
        return steadyZ[lead];
    }

    double millivolts(int lead, double z) {
        return z * millivoltsPerUnit + offsetMillivolts[lead];
    }

    /** The inverse of {@link #millivolts}. */
    double z(int lead, double millivolts) {
        return (millivolts - offsetMillivolts[lead]) / millivoltsPerUnit;
    }

    /** A difference or an amplitude in millivolts, in the model's unit. */
    double amplitude(double millivolts) {
        return millivolts / millivoltsPerUnit;
    }

    /**
     * Sets z to where it returns after one beat. z' = −z + f(t) is linear: a beat of T seconds takes z to z·exp(−T) + c,
     * and c is where it takes zero.
     */
    private static void settle(CardiacModel model, int leads, double rrSeconds) {
        run(model, rrSeconds, REFERENCE_STEPS);
        for (int lead = 0; lead < leads; lead++) {
            model.setZ(lead, model.z(lead) / (1 - StrictMath.exp(-rrSeconds)));
        }
    }

    /** Runs a beat, or the first steps of it, from θ = −π; returns the least and the greatest z of the first lead. */
    private static double[] run(CardiacModel model, double rrSeconds, int steps) {
        double step = rrSeconds / REFERENCE_STEPS;
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        model.placeBetweenBeats();
        double turn = 2 * StrictMath.PI;
        model.setAngularVelocity(new AngularVelocity(0, rrSeconds, turn, turn / rrSeconds, turn / rrSeconds));
        for (int i = 0; i < steps; i++) {
            model.step(i * step, step);
            least = Math.min(least, model.z(0));
            greatest = Math.max(greatest, model.z(0));
        }
        return new double[] {least, greatest};
    }
}
