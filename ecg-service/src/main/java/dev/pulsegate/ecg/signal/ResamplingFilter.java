package dev.pulsegate.ecg.signal;

/**
 * The low-pass filter between two sampling frequencies: a sinc windowed with a Kaiser window, cut into phases (polyphase
 * form), one for each place an output sample can have between two input samples. Immutable; resamplers of the same pair
 * of frequencies can share one.
 *
 * <p>With <i>f</i> the lower of the two sampling frequencies: flat within 0.001 dB up to 0.4 <i>f</i>, half amplitude
 * at 0.45 <i>f</i>, and below −79 dB from 0.5 <i>f</i> on, so nothing folds back. Every phase sums to 1, so a constant
 * stays what it is, to rounding. Design rule: J. F. Kaiser 1974, as in Oppenheim and Schafer,
 * Discrete-Time Signal Processing, chapter 7.
 */
public final class ResamplingFilter {
    /** The two frequencies may differ by at most this factor. */
    public static final double MAX_RATIO = 1_000;

    private static final double STOP_BAND_DECIBEL = 80;
    private static final double KAISER_BETA = 0.1102 * (STOP_BAND_DECIBEL - 8.7);
    /** In parts of the lower sampling frequency. */
    private static final double CUT_OFF = 0.45;

    private static final double TRANSITION_WIDTH = 0.1;
    private static final long MAX_EXACT_COEFFICIENTS = 1 << 18;
    private static final int INTERPOLATED_PHASES = 512;

    private final long up;
    private final long down;
    private final int delay;
    private final double[][] phases;
    private final boolean exact;

    /**
     * Designs the filter.
     *
     * @param inputHz sampling frequency of the input, finite and positive, need not be whole
     * @param outputHz sampling frequency of the output, likewise, at most {@link #MAX_RATIO} times more or less
     * @throws IllegalArgumentException if the frequencies are outside that
     */
    public ResamplingFilter(double inputHz, double outputHz) {
        var ratio = outputHz / inputHz;
        if (!(inputHz > 0) || !(outputHz > 0) || !(ratio >= 1 / MAX_RATIO) || !(ratio <= MAX_RATIO)) {
            throw new IllegalArgumentException("cannot resample from " + inputHz + " Hz to " + outputHz + " Hz");
        }
        var fraction = Fraction.nearest(ratio);
        up = fraction.numerator();
        down = fraction.denominator();
        var scale = Math.min(1, ratio);
        var halfWidth = (STOP_BAND_DECIBEL - 7.95) / (14.36 * TRANSITION_WIDTH * scale) / 2;
        delay = (int) Math.ceil(halfWidth);
        exact = up * 2 * delay <= MAX_EXACT_COEFFICIENTS;
        // Between tabulated phases the coefficients are interpolated; a wider filter changes more slowly from phase to
        // phase, so the table keeps its size and the error stays below -110 dB.
        phases = exact
                ? table((int) up, 0, halfWidth, scale)
                : table((int) Math.max(16, Math.ceil(INTERPOLATED_PHASES * scale)), 1, halfWidth, scale);
    }

    /** Output samples for every {@link #down} input samples; with it a fraction in lowest terms. */
    long up() {
        return up;
    }

    /** Input samples for every {@link #up} output samples. */
    long down() {
        return down;
    }

    /** Input samples needed after the instant of an output sample, and as many are needed before it. */
    public int delay() {
        return delay;
    }

    /** Whether input and output frequency are the same, so that samples pass unchanged. */
    boolean isIdentity() {
        return up == 1 && down == 1;
    }

    /**
     * The output sample that lies {@code rest / up} input intervals after input sample {@code at + delay - 1}.
     *
     * <p>Invalid (NaN) input is left out and the remaining coefficients are scaled up to sum to 1 again, as long as they
     * carry at least three quarters of the weight; otherwise the result is NaN.
     */
    double apply(double[] samples, int at, long rest) {
        if (exact) {
            return weigh(samples, at, phases[(int) rest], phases[(int) rest], 0);
        }
        var place = (double) rest / up * (phases.length - 1);
        var row = (int) place;
        return weigh(samples, at, phases[row], phases[row + 1], place - row);
    }

    private static double weigh(double[] samples, int at, double[] taps, double[] nextTaps, double towardsNext) {
        var sum = 0.0;
        if (towardsNext == 0) {
            for (var i = 0; i < taps.length; i++) {
                sum += taps[i] * samples[at + i];
            }
        } else {
            for (var i = 0; i < taps.length; i++) {
                sum += (taps[i] + towardsNext * (nextTaps[i] - taps[i])) * samples[at + i];
            }
        }
        return Double.isNaN(sum) ? weighValid(samples, at, taps, nextTaps, towardsNext) : sum;
    }

    private static double weighValid(double[] samples, int at, double[] taps, double[] nextTaps, double towardsNext) {
        var sum = 0.0;
        var weight = 0.0;
        for (var i = 0; i < taps.length; i++) {
            if (!Double.isNaN(samples[at + i])) {
                var tap = taps[i] + towardsNext * (nextTaps[i] - taps[i]);
                sum += tap * samples[at + i];
                weight += tap;
            }
        }
        return weight >= 0.75 ? sum / weight : Double.NaN;
    }

    /** Coefficients of {@code intervals} phases, evenly spread over one input interval, and of some that follow. */
    private double[][] table(int intervals, int following, double halfWidth, double scale) {
        var table = new double[intervals + following][];
        for (var row = 0; row < table.length; row++) {
            table[row] = phase((double) row / intervals, halfWidth, scale);
        }
        return table;
    }

    private double[] phase(double fraction, double halfWidth, double scale) {
        var taps = new double[2 * delay];
        var sum = 0.0;
        for (var i = 0; i < taps.length; i++) {
            var distance = fraction + delay - 1 - i;
            taps[i] = sinc(2 * CUT_OFF * scale * distance) * kaiser(distance / halfWidth);
            sum += taps[i];
        }
        for (var i = 0; i < taps.length; i++) {
            taps[i] /= sum;
        }
        return taps;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double kaiser(double x) {
        return Math.abs(x) >= 1 ? 0 : bessel(KAISER_BETA * Math.sqrt(1 - x * x)) / bessel(KAISER_BETA);
    }

    /** The modified Bessel function of the first kind and order 0, by its power series. */
    private static double bessel(double x) {
        var sum = 1.0;
        var term = 1.0;
        for (var k = 1; term > sum * 1e-17; k++) {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    /** A fraction in lowest terms. */
    private record Fraction(long numerator, long denominator) {
        private static final double TOLERANCE = 1e-13;
        private static final long MAX_TERM = 1L << 31;

        /** The simplest fraction of a value to 13 digits, by its continued fraction. */
        static Fraction nearest(double value) {
            long before = 0;
            long numerator = 1;
            long denominatorBefore = 1;
            long denominator = 0;
            var rest = value;
            while (true) {
                var whole = (long) rest;
                if (denominator > 0 && whole > MAX_TERM / Math.max(numerator, denominator)) {
                    return new Fraction(numerator, denominator);
                }
                var nextNumerator = whole * numerator + before;
                var nextDenominator = whole * denominator + denominatorBefore;
                before = numerator;
                numerator = nextNumerator;
                denominatorBefore = denominator;
                denominator = nextDenominator;
                var remainder = rest - whole;
                if (Math.abs((double) numerator / denominator - value) <= TOLERANCE * value || remainder == 0) {
                    return new Fraction(numerator, denominator);
                }
                rest = 1 / remainder;
            }
        }
    }
}
