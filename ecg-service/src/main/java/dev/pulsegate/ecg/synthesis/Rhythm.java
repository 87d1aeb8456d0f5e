package dev.pulsegate.ecg.synthesis;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * When the R peaks are at one heart rate, as a function of time alone: anybody can begin anywhere and finds the same ones.
 *
 * <p>An RR interval has the length that the {@link Tachogram} has at its first peak. Followed from peak to peak, that would
 * take the longer the older the stream is. So time is cut into spans of ten minutes, each of which begins with a peak at a
 * time known beforehand and is followed by itself. All its intervals are stretched by one factor, so that a whole number of
 * them fits: at 60 beats a minute by less than a thousandth.
 *
 * <p>For one thread.
 */
final class Rhythm {

    private static final double SPAN_SECONDS = 600;

    /** How often the factor is bettered, and the error in seconds that is good enough. */
    private static final int MOST_ROUNDS = 4;

    private static final double GOOD_ENOUGH_SECONDS = 1e-9;

    /** A rhythm so wild that the factor would have to be further from 1 is stretched evenly instead. */
    private static final double MOST_STRETCH = 0.2;

    private final HeartRate rate;
    private final Tachogram tachogram;
    private final double firstPeak;

    /** The peaks of the spans in use, both ends included. */
    private final Map<Long, double[]> spans = new HashMap<>();

    Rhythm(HeartRate rate, SynthesisParameters parameters) {
        this.rate = rate;
        this.tachogram = new Tachogram(
                rate.meanBpm(), rate.sdBpm(), parameters.lfHfRatio(), parameters.respirationHz(), parameters.seed());
        this.firstPeak = rate.sinceSeconds() + tachogram.rrSeconds(rate.sinceSeconds()) / 2;
    }

    /**
     * An RR interval, in seconds since sample 0.
     *
     * @param lengthBefore how long the interval before it is
     * @param lengthAfter how long the one after it is
     */
    record Interval(double lengthBefore, double from, double to, double lengthAfter) {}

    HeartRate rate() {
        return rate;
    }

    /** The first peak since the rate holds: half an interval after that. */
    double firstPeak() {
        return firstPeak;
    }

    /** The interval that holds a time; its first peak belongs to it. */
    Interval at(double time) {
        long span = spanOf(time);
        var peaks = peaks(span);
        int found = Arrays.binarySearch(peaks, time);
        int peak = found >= 0 ? found : -found - 2;
        int last = peaks.length - 1;
        double before = peak > 0 ? peaks[peak] - peaks[peak - 1] : lastLength(peaks(span - 1));
        double after = peak + 1 < last ? peaks[peak + 2] - peaks[peak + 1] : firstLength(peaks(span + 1));
        return new Interval(before, peaks[peak], peaks[peak + 1], after);
    }

    private long spanOf(double time) {
        long span = (long) Math.floor((time - firstPeak) / SPAN_SECONDS);
        // Rounding may put it one off.
        while (begin(span) > time) {
            span--;
        }
        while (begin(span + 1) <= time) {
            span++;
        }
        return span;
    }

    private double begin(long span) {
        return firstPeak + span * SPAN_SECONDS;
    }

    private static double firstLength(double[] peaks) {
        return peaks[1] - peaks[0];
    }

    private static double lastLength(double[] peaks) {
        return peaks[peaks.length - 1] - peaks[peaks.length - 2];
    }

    private double[] peaks(long span) {
        var known = spans.get(span);
        if (known != null) {
            return known;
        }
        spans.keySet().removeIf(other -> Math.abs(other - span) > 1);
        var peaks = fitted(begin(span), begin(span + 1));
        spans.put(span, peaks);
        return peaks;
    }

    /** The factor is found by the secant method; what it leaves, nanoseconds as a rule, is spread evenly. */
    private double[] fitted(double begin, double end) {
        int beats = beats(begin, end);
        double factor = 1;
        var peaks = follow(begin, beats, factor);
        double missed = peaks[beats] - end;
        double slope = end - begin;
        for (int round = 0; round < MOST_ROUNDS && Math.abs(missed) > GOOD_ENOUGH_SECONDS; round++) {
            double next = factor - missed / slope;
            if (!(Math.abs(next - 1) < MOST_STRETCH)) {
                break;
            }
            var tried = follow(begin, beats, next);
            double missedThen = tried[beats] - end;
            if (Math.abs(missedThen) >= Math.abs(missed)) {
                break;
            }
            slope = (missedThen - missed) / (next - factor);
            factor = next;
            missed = missedThen;
            peaks = tried;
        }
        double rest = (end - begin) / (peaks[beats] - begin);
        for (int peak = 1; peak < beats; peak++) {
            peaks[peak] = begin + (peaks[peak] - begin) * rest;
        }
        peaks[beats] = end;
        return peaks;
    }

    /** The number of intervals that comes nearest to filling the span by itself. */
    private int beats(double begin, double end) {
        int beats = 0;
        double before = begin;
        double at = begin;
        while (at < end) {
            before = at;
            at += tachogram.rrSeconds(at);
            beats++;
        }
        return end - before < at - end ? beats - 1 : beats;
    }

    private double[] follow(double begin, int beats, double factor) {
        var peaks = new double[beats + 1];
        peaks[0] = begin;
        for (int beat = 0; beat < beats; beat++) {
            peaks[beat + 1] = peaks[beat] + factor * tachogram.rrSeconds(peaks[beat]);
        }
        return peaks;
    }
}
