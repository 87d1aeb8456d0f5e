package dev.pulsegate.ecg.synthesis;

import java.util.stream.DoubleStream;

/** Measurements on a finished signal, independent of how it was made. */
final class Signals {

    private Signals() {}

    /** The first {@code count} samples of the first lead. */
    static double[] samples(SynthesisParameters parameters, int count) {
        return samples(new SyntheticSource(parameters), count);
    }

    /** The next {@code count} samples of the first lead. */
    static double[] samples(SyntheticSource source, int count) {
        var millivolts = new double[source.leads().size()][count];
        source.read(millivolts, count);
        return millivolts[0];
    }

    /** Times in seconds of the maxima above a threshold, between samples by a parabola through three. */
    static double[] peakTimes(double[] signal, double samplingFrequencyHz, double threshold) {
        var times = DoubleStream.builder();
        for (int i = 1; i < signal.length - 1; i++) {
            double before = signal[i - 1];
            double at = signal[i];
            double after = signal[i + 1];
            if (at > threshold && at >= before && at > after) {
                double shift = (before - after) / (2 * (before - 2 * at + after));
                times.add((i + shift) / samplingFrequencyHz);
            }
        }
        return times.build().toArray();
    }

    static double[] differences(double[] values) {
        var differences = new double[values.length - 1];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = values[i + 1] - values[i];
        }
        return differences;
    }

    static double[] difference(double[] a, double[] b) {
        var difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    static double mean(double[] values) {
        return DoubleStream.of(values).average().orElseThrow();
    }

    static double standardDeviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(DoubleStream.of(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow());
    }

    /** Amplitude of the sinusoid of a frequency in a signal whose length is a whole number of its periods. */
    static double amplitudeAt(double hertz, double[] signal, double samplingFrequencyHz) {
        double cosine = 0;
        double sine = 0;
        for (int i = 0; i < signal.length; i++) {
            double phase = 2 * Math.PI * hertz * i / samplingFrequencyHz;
            cosine += signal[i] * Math.cos(phase);
            sine += signal[i] * Math.sin(phase);
        }
        return 2 * Math.hypot(cosine, sine) / signal.length;
    }

    /**
     * Power of unevenly sampled values between two frequencies (in an arbitrary unit): the Fourier integral under a Hann
     * window, each value standing for the time to its neighbours.
     */
    static double bandPower(double[] times, double[] values, double fromHz, double toHz) {
        double begin = times[0];
        double length = times[times.length - 1] - begin;
        double mean = mean(values);
        double power = 0;
        for (double hertz = fromHz; hertz < toHz; hertz += 1 / length) {
            double cosine = 0;
            double sine = 0;
            for (int i = 1; i < values.length - 1; i++) {
                double at = times[i] - begin;
                double window = 1 - Math.cos(2 * Math.PI * at / length);
                double weight = (times[i + 1] - times[i - 1]) / 2 * window * (values[i] - mean);
                cosine += weight * Math.cos(2 * Math.PI * hertz * at);
                sine += weight * Math.sin(2 * Math.PI * hertz * at);
            }
            power += cosine * cosine + sine * sine;
        }
        return power;
    }
}
