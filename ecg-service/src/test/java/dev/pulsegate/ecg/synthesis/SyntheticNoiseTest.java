package dev.pulsegate.ecg.synthesis;

import java.util.List;
import java.util.stream.DoubleStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.pulsegate.ecg.synthesis.Signals.amplitudeAt;
import static dev.pulsegate.ecg.synthesis.Signals.difference;
import static dev.pulsegate.ecg.synthesis.Signals.samples;
import static dev.pulsegate.ecg.synthesis.Signals.standardDeviation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Each noise is measured alone: the signal with it minus the same signal without. */
class SyntheticNoiseTest {

    @ParameterizedTest(name = "{0} mV at {1} Hz")
    @CsvSource({"0.08, 0.25", "0.5, 0.25", "0.2, 0.4"})
    void baselineWanderHasTheAmplitudeAskedForAtTheRespiratoryFrequency(double millivolts, double hertz) {
        var builder = clean().respirationHz(hertz);

        var wander = difference(
                samples(builder.baselineMillivolts(millivolts).build(), 250 * 40),
                samples(builder.baselineMillivolts(0).build(), 250 * 40));

        assertIsSinusoid(wander, millivolts, hertz);
    }

    @ParameterizedTest
    @ValueSource(doubles = {50, 60})
    void mainsHasTheAmplitudeAndFrequencyAskedFor(double hertz) {
        var builder = clean();

        var mains = difference(
                samples(builder.mains(0.1, hertz).build(), 250 * 40),
                samples(builder.mains(0, hertz).build(), 250 * 40));

        assertIsSinusoid(mains, 0.1, hertz);
    }

    @ParameterizedTest
    @ValueSource(doubles = {100, 250, 1000})
    void muscleNoiseHasTheRootMeanSquareAskedForAndLittleBelow20Hz(double samplingFrequency) {
        var builder = clean().samplingFrequencyHz(samplingFrequency);
        int count = (int) (samplingFrequency * 60);

        var muscle = difference(
                samples(builder.muscleMillivolts(0.05).build(), count),
                samples(builder.muscleMillivolts(0).build(), count));

        assertThat(standardDeviation(muscle)).isCloseTo(0.05, within(0.0015));
        assertThat(meanSquareBetween(1, 4, muscle, samplingFrequency))
                .isLessThan(0.1 * meanSquareBetween(30, 33, muscle, samplingFrequency));
    }

    @Test
    void muscleNoiseIsIndependentFromLeadToLead() {
        var builder = clean().leads(List.of("V1", "V2"));
        var noisy = new double[2][10_000];
        var plain = new double[2][10_000];
        new SyntheticSource(builder.muscleMillivolts(0.05).build()).read(noisy, 10_000);
        new SyntheticSource(builder.muscleMillivolts(0).build()).read(plain, 10_000);

        var first = difference(noisy[0], plain[0]);
        var second = difference(noisy[1], plain[1]);

        double product = 0;
        for (int i = 0; i < first.length; i++) {
            product += first[i] * second[i] / first.length;
        }
        assertThat(product / (0.05 * 0.05)).isCloseTo(0, within(0.05));
    }

    private static SynthesisParameters.Builder clean() {
        return SynthesisParameters.builder()
                .heartRate(75, 3)
                .baselineMillivolts(0)
                .samplingFrequencyHz(250);
    }

    private static void assertIsSinusoid(double[] signal, double amplitude, double hertz) {
        assertThat(amplitudeAt(hertz, signal, 250)).isCloseTo(amplitude, within(1e-3 * amplitude));
        // All of its power is in that one line.
        assertThat(standardDeviation(signal)).isCloseTo(amplitude / Math.sqrt(2), within(1e-3 * amplitude));
    }

    private static double meanSquareBetween(double from, double to, double[] signal, double samplingFrequency) {
        return DoubleStream.iterate(from, f -> f < to, f -> f + 0.1)
                .map(f -> Math.pow(amplitudeAt(f, signal, samplingFrequency), 2))
                .average()
                .orElseThrow();
    }
}
