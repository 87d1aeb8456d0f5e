package dev.pulsegate.ecg.synthesis;

/**
 * The three coupled differential equations of the paper (equations 1 and 2), stepped by the classic fourth-order
 * Runge-Kutta method:
 *
 * <pre>
 *   x' = α·x − ω·y          α = 1 − √(x² + y²)
 *   y' = α·y + ω·x
 *   z' = −Σ aᵢ·Δθᵢ·exp(−Δθᵢ²/2bᵢ²) − (z − z₀)          Δθᵢ = (atan2(y, x) − θᵢ) mod 2π
 * </pre>
 *
 * <p>(x, y) is shared by all leads, z is one value for each. z₀ is the respiratory baseline. z is in the model's own unit;
 * {@link BeatShape} turns it into millivolts.
 */
final class CardiacModel {

    private final double[][] gains;
    private final double[] wanderGains;
    private final double wanderHz;
    private final double[] z;
    private final double[] pull1;
    private final double[] pull2;
    private final double[] pull3;
    private final double[] pull4;

    private PqrstWaves waves;
    private double wanderDrive;
    private AngularVelocity omega;
    private double x = -1;
    private double y;

    /**
     * A model on the limit cycle at θ = −π, where a beat begins, with z = 0. It needs an angular velocity before a step.
     *
     * @param leads independent leads to compute
     * @param waves shape of the beat
     * @param wanderHz frequency of the baseline
     */
    CardiacModel(StandardLead[] leads, PqrstWaves waves, double wanderHz) {
        this.waves = waves;
        this.wanderHz = wanderHz;
        gains = new double[leads.length][];
        wanderGains = new double[leads.length];
        for (int lead = 0; lead < leads.length; lead++) {
            gains[lead] = leads[lead].waveGains();
            wanderGains[lead] = leads[lead].wanderGain();
        }
        z = new double[leads.length];
        pull1 = new double[leads.length];
        pull2 = new double[leads.length];
        pull3 = new double[leads.length];
        pull4 = new double[leads.length];
    }

    void setWaves(PqrstWaves shape) {
        waves = shape;
    }

    /** Sets the amplitude of z₀ in lead II, in the model's unit. */
    void setWanderDrive(double amplitude) {
        wanderDrive = amplitude;
    }

    /** Sets the trajectory's speed from now on. */
    void setAngularVelocity(AngularVelocity velocity) {
        omega = velocity;
    }

    /** Puts the trajectory exactly on θ = 0, the R peak. */
    void placeAtRPeak() {
        x = 1;
        y = 0;
    }

    /** Puts the trajectory exactly on θ = −π, where one beat ends and the next begins. */
    void placeBetweenBeats() {
        x = -1;
        y = 0;
    }

    double z(int lead) {
        return z[lead];
    }

    void setZ(int lead, double value) {
        z[lead] = value;
    }

    double wanderGain(int lead) {
        return wanderGains[lead];
    }

    /** One Runge-Kutta step of {@code h} seconds from time {@code t}. */
    void step(double t, double h) {
        double half = h / 2;
        double omega1 = omega.at(t);
        double omega2 = omega.at(t + half);
        double omega4 = omega.at(t + h);
        waves.pull(StrictMath.atan2(y, x), gains, pull1);
        double alpha = 1 - Math.sqrt(x * x + y * y);
        double kx1 = alpha * x - omega1 * y;
        double ky1 = alpha * y + omega1 * x;

        double x2 = x + half * kx1;
        double y2 = y + half * ky1;
        waves.pull(StrictMath.atan2(y2, x2), gains, pull2);
        alpha = 1 - Math.sqrt(x2 * x2 + y2 * y2);
        double kx2 = alpha * x2 - omega2 * y2;
        double ky2 = alpha * y2 + omega2 * x2;

        double x3 = x + half * kx2;
        double y3 = y + half * ky2;
        waves.pull(StrictMath.atan2(y3, x3), gains, pull3);
        alpha = 1 - Math.sqrt(x3 * x3 + y3 * y3);
        double kx3 = alpha * x3 - omega2 * y3;
        double ky3 = alpha * y3 + omega2 * x3;

        double x4 = x + h * kx3;
        double y4 = y + h * ky3;
        waves.pull(StrictMath.atan2(y4, x4), gains, pull4);
        alpha = 1 - Math.sqrt(x4 * x4 + y4 * y4);
        double kx4 = alpha * x4 - omega4 * y4;
        double ky4 = alpha * y4 + omega4 * x4;

        x += h / 6 * (kx1 + 2 * (kx2 + kx3) + kx4);
        y += h / 6 * (ky1 + 2 * (ky2 + ky3) + ky4);
        stepZ(t, h);
    }

    private void stepZ(double t, double h) {
        double half = h / 2;
        double base1 = 0;
        double base2 = 0;
        double base4 = 0;
        if (wanderDrive != 0) {
            base1 = wanderDrive * Turns.sine(wanderHz * t);
            base2 = wanderDrive * Turns.sine(wanderHz * (t + half));
            base4 = wanderDrive * Turns.sine(wanderHz * (t + h));
        }
        for (int lead = 0; lead < z.length; lead++) {
            double wander = wanderGains[lead];
            double now = z[lead];
            double k1 = pull1[lead] - now + wander * base1;
            double k2 = pull2[lead] - (now + half * k1) + wander * base2;
            double k3 = pull3[lead] - (now + half * k2) + wander * base2;
            double k4 = pull4[lead] - (now + h * k3) + wander * base4;
            z[lead] = now + h / 6 * (k1 + 2 * (k2 + k3) + k4);
        }
    }
}
