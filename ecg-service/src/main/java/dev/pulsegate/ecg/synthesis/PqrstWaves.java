package dev.pulsegate.ecg.synthesis;

import java.util.Arrays;

/**
 * The five events P, Q, R, S, T of a beat as Gaussians on the circle: angle, amplitude and width of each, at one mean
 * heart rate.
 *
 * <p>At 60 beats a minute these are the values of table I of the paper. With the rate the widths grow by {@code √(rate/60)},
 * the angles of Q and S by the same and those of P and T by its root (Bazett's relation), so that a faster beat is shorter
 * in time while its waves take more of the cycle. Above 200 beats a minute the T wave's tail reaches round the circle, where
 * Δθ mod 2π would put a kink of about 0.1 mV/s into the Q wave; there both of its tails are added, as for any
 * Gaussian wrapped on a circle. Below, that adds nothing.
 */
final class PqrstWaves {

    private static final int COUNT = 5;
    private static final double TURN = 2 * StrictMath.PI;

    private static final double[] ANGLE_DEGREES = {-70, -15, 0, 15, 100};
    private static final double[] AMPLITUDE = {1.2, -5, 30, -7.5, 0.75};
    private static final double[] WIDTH_RADIANS = {0.25, 0.1, 0.1, 0.1, 0.4};

    /** Beyond this many widths a Gaussian is below 2·10⁻⁸ of its height and taken as zero. */
    private static final double NEGLIGIBLE_WIDTHS = 6;

    private final double[] angle = new double[COUNT];
    private final double[] reach = new double[COUNT];
    private final double[] exponent = new double[COUNT];

    PqrstWaves(double heartRateBpm) {
        double root = StrictMath.sqrt(heartRateBpm / 60);
        double fourthRoot = StrictMath.sqrt(root);
        double[] angleFactor = {fourthRoot, root, 1, root, fourthRoot};
        for (int i = 0; i < COUNT; i++) {
            double width = WIDTH_RADIANS[i] * root;
            angle[i] = ANGLE_DEGREES[i] * StrictMath.PI / 180 * angleFactor[i];
            reach[i] = NEGLIGIBLE_WIDTHS * width;
            exponent[i] = -1 / (2 * width * width);
        }
    }

    /**
     * The pull of all five waves on each lead at angle {@code theta}: {@code −Σ gain·a·Δθ·exp(−Δθ²/2b²)}.
     *
     * @param theta angle of the trajectory in radians, −π to π
     * @param gains for each lead the factor on each wave's amplitude
     * @param pull receives one value for each lead
     */
    void pull(double theta, double[][] gains, double[] pull) {
        Arrays.fill(pull, 0);
        for (int i = 0; i < COUNT; i++) {
            double delta = theta - angle[i];
            if (delta > StrictMath.PI) {
                delta -= TURN;
            } else if (delta < -StrictMath.PI) {
                delta += TURN;
            }
            double wave = wave(i, delta);
            // The same wave seen from the other side of the circle; see the class comment.
            wave += wave(i, delta > 0 ? delta - TURN : delta + TURN);
            if (wave != 0) {
                for (int lead = 0; lead < pull.length; lead++) {
                    pull[lead] -= gains[lead][i] * wave;
                }
            }
        }
    }

    private double wave(int i, double delta) {
        return Math.abs(delta) < reach[i] ? AMPLITUDE[i] * delta * StrictMath.exp(exponent[i] * delta * delta) : 0;
    }
}
