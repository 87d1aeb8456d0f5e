package dev.pulsegate.ecg.signal;

/**
 * Changes the sampling frequency of an endless signal as it comes, in pieces of any size; how it is cut does not change
 * the result. The low-pass is {@link ResamplingFilter}, and its delay is taken out: output sample <i>k</i> lies at the
 * time <i>k</i> / output frequency from input sample 0. Times are kept as whole numbers, so nothing drifts however long
 * it runs. Memory is constant.
 *
 * <p>Before its first sample, and after its last, the signal is taken to stay as it is there. <i>n</i> input samples make
 * ⌈<i>n</i> · output frequency / input frequency⌉ output samples once {@link #finish} has been called: one for every
 * instant at or before which input time has begun.
 *
 * <p>NaN and infinite input count as invalid: see {@link ResamplingFilter#apply}. One invalid sample makes at most the
 * outputs within about one sample (of the lower frequency) of it invalid; further away, and within the filter's span, they
 * are estimates from the samples that remain. Equal frequencies pass samples unchanged. For
 * one thread.
 */
public final class Resampler {
    private static final int SPARE_SAMPLES = 1_024;

    private final ResamplingFilter filter;
    private final int span;
    private final double[] window;
    /** Samples in the window. */
    private int filled;
    /** Where in the window the coefficients of the next output sample begin; may lie beyond {@link #filled}. */
    private long next;
    /** Numerator of the part of an input interval by which the next output comes later. */
    private long rest;

    /** Whether what was before the first sample is in the window, or is not needed. */
    private boolean begun;

    private boolean finished;

    /**
     * A resampler with a filter of its own.
     *
     * @throws IllegalArgumentException as {@link ResamplingFilter}
     */
    public Resampler(double inputHz, double outputHz) {
        this(new ResamplingFilter(inputHz, outputHz));
    }

    /** A resampler that shares a filter. */
    public Resampler(ResamplingFilter filter) {
        this.filter = filter;
        this.span = 2 * filter.delay();
        this.window = new double[span + Math.max(SPARE_SAMPLES, filter.delay())];
    }

    /**
     * Goes to an output sample, which is the next to be made: to be called before any input is taken.
     *
     * @return the number of the input sample that has to be taken first
     */
    public long seek(long outputSample) {
        if (filter.isIdentity()) {
            return outputSample;
        }
        // Whole turns of the filter's phases are split off first: the product could exceed 63 bits.
        long turns = outputSample / filter.up();
        long within = outputSample % filter.up() * filter.down();
        long centre = turns * filter.down() + within / filter.up();
        rest = within % filter.up();
        long first = centre - (filter.delay() - 1);
        if (first < 0) {
            next = centre;
            return 0;
        }
        begun = true;
        return first;
    }

    /** The most output samples that this many input samples can make at once. */
    public int maxOutput(int inputCount) {
        return Math.toIntExact(Math.ceilDiv(inputCount * filter.up(), filter.down()) + 1);
    }

    /** The most output samples that {@link #finish} can make. */
    public int maxFinalOutput() {
        return maxOutput(filter.delay());
    }

    /**
     * Takes input samples and writes the output samples that can be computed by now.
     *
     * @param input samples to take
     * @param count how many, from the start of {@code input}
     * @param output room for {@link #maxOutput} samples
     * @return how many output samples were written, from the start of {@code output}
     * @throws IllegalStateException after {@link #finish}
     */
    public int process(double[] input, int count, double[] output) {
        if (finished) {
            throw new IllegalStateException("the resampler has been finished");
        }
        if (filter.isIdentity()) {
            System.arraycopy(input, 0, output, 0, count);
            return count;
        }
        var written = 0;
        for (var taken = 0; taken < count; ) {
            if (!begun) {
                append(input[0], filter.delay() - 1);
                begun = true;
            }
            var batch = Math.min(count - taken, window.length - filled);
            for (var i = 0; i < batch; i++) {
                append(input[taken + i], 1);
            }
            taken += batch;
            written = emit(output, written, filled - span);
            forget();
        }
        return written;
    }

    /**
     * Ends the signal and writes its last output samples.
     *
     * @param output room for {@link #maxFinalOutput} samples
     * @return how many were written
     */
    public int finish(double[] output) {
        if (finished || filter.isIdentity() || filled == 0) {
            finished = true;
            return 0;
        }
        finished = true;
        // The last sample real input can reach is the one whose coefficients are centred on it.
        var lastStart = filled - filter.delay();
        append(window[filled - 1], filter.delay());
        return emit(output, 0, lastStart);
    }

    private void append(double sample, int times) {
        var valid = Double.isInfinite(sample) ? Double.NaN : sample;
        for (var i = 0; i < times; i++) {
            window[filled++] = valid;
        }
    }

    private int emit(double[] output, int from, int lastStart) {
        var written = from;
        while (next <= lastStart) {
            output[written++] = filter.apply(window, (int) next, rest);
            rest += filter.down();
            next += rest / filter.up();
            rest %= filter.up();
        }
        return written;
    }

    /** Keeps only what the next output needs. */
    private void forget() {
        var drop = (int) Math.min(next, filled - 1);
        System.arraycopy(window, drop, window, 0, filled - drop);
        filled -= drop;
        next -= drop;
    }
}
