package dev.pulsegate.ecg.synthesis;

import java.util.Arrays;
import java.util.stream.DoubleStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.pulsegate.ecg.synthesis.Signals.bandPower;
import static dev.pulsegate.ecg.synthesis.Signals.differences;
import static dev.pulsegate.ecg.synthesis.Signals.mean;
import static dev.pulsegate.ecg.synthesis.Signals.peakTimes;
import static dev.pulsegate.ecg.synthesis.Signals.samples;
import static dev.pulsegate.ecg.synthesis.Signals.standardDeviation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The RR intervals, measured between the R peaks of the finished signal. */
class SyntheticRhythmTest {

    private static final int HOUR_SECONDS = 3600;
    private static final int SAMPLING_HZ = 250;
    private static final double ABOVE_T_WAVE_MILLIVOLTS = 0.65;

    @ParameterizedTest(name = "{0} ± {1} bpm, seed {3}")
    @CsvSource({"60, 1, 16.67, 1", "60, 5, 83.33, 2", "80, 3, 28.125, 3"})
    void rrIntervalsHaveTheStandardDeviationAskedFor(double heartRate, double sd, double expectedMillis, long seed) {
        var rr = differences(rPeaks(quiet().heartRate(heartRate, sd).seed(seed).build(), HOUR_SECONDS));

        assertThat(standardDeviation(rr) * 1000).isCloseTo(expectedMillis, within(0.015 * expectedMillis));
        assertThat(mean(rr)).isCloseTo(60 / heartRate, within(0.01 * 60 / heartRate));
    }

    @ParameterizedTest(name = "{0} ± {1} bpm, LF/HF {2}")
    @CsvSource({"60, 1, 0.5", "80, 3, 0.5", "75, 2, 0.2", "75, 2, 4"})
    void theRatioOfTheBandsRecoveredFromTheRPeaksIsTheOneAskedFor(double heartRate, double sd, double ratio) {
        var parameters =
                quiet().heartRate(heartRate, sd).lfHfRatio(ratio).seed(11).build();

        var peaks = rPeaks(parameters, HOUR_SECONDS / 2);
        var rr = differences(peaks);

        assertThat(lfHf(Arrays.copyOf(peaks, rr.length), rr)).isCloseTo(ratio, within(0.01 * ratio));
    }

    /**
     * At 60 ± 5 the beats are so unevenly spaced that the usual spectra from them are biased by one to three per
     * cent. That they hold what was asked for is therefore shown in two steps: here and in the test after.
     */
    @Test
    void everyIntervalIsTheTachogramsValueAtItsFirstRPeak() {
        var peaks = rPeaks(quiet().heartRate(60, 5).seed(2).build(), HOUR_SECONDS / 4);
        var rr = differences(peaks);
        var tachogram = new Tachogram(60, 5, 0.5, 0.25, 2);

        for (int beat = 0; beat < rr.length; beat++) {
            assertThat(rr[beat]).isCloseTo(tachogram.rrSeconds(peaks[beat]), within(0.001));
        }
    }

    @Test
    void theTachogramHasTheVarianceAndTheRatioAskedFor() {
        var tachogram = new Tachogram(60, 5, 0.5, 0.25, 2);
        double[] times = DoubleStream.iterate(0, t -> t + 1).limit(3_000).toArray();

        double[] rr = DoubleStream.of(times).map(tachogram::rrSeconds).toArray();

        assertThat(standardDeviation(rr)).isCloseTo(0.083333, within(0.001));
        assertThat(mean(rr)).isCloseTo(1, within(0.0005));
        assertThat(lfHf(times, rr)).isCloseTo(0.5, within(0.005));
    }

    @Test
    void theUpperBandLiesAtTheRespiratoryFrequency() {
        var parameters = quiet().heartRate(80, 3).respirationHz(0.3).build();

        var peaks = rPeaks(parameters, HOUR_SECONDS / 4);
        var rr = differences(peaks);
        var times = Arrays.copyOf(peaks, rr.length);

        double around = bandPower(times, rr, 0.26, 0.34);
        assertThat(around / bandPower(times, rr, 0.15, 0.45)).isGreaterThan(0.99);
    }

    @Test
    void withoutVariationEveryIntervalIsTheSameAndNothingDriftsInAnHour() {
        var parameters = quiet().heartRate(60, 0).build();

        var peaks = rPeaks(parameters, HOUR_SECONDS);

        assertThat(peaks).hasSize(HOUR_SECONDS);
        for (int beat = 0; beat < peaks.length; beat++) {
            assertThat(peaks[beat]).isCloseTo(peaks[0] + beat, within(1e-6));
        }
    }

    private static SynthesisParameters.Builder quiet() {
        return SynthesisParameters.builder().baselineMillivolts(0).samplingFrequencyHz(SAMPLING_HZ);
    }

    private static double[] rPeaks(SynthesisParameters parameters, int seconds) {
        return peakTimes(samples(parameters, seconds * SAMPLING_HZ), SAMPLING_HZ, ABOVE_T_WAVE_MILLIVOLTS);
    }

    private static double lfHf(double[] times, double[] rr) {
        return bandPower(times, rr, 0.04, 0.15) / bandPower(times, rr, 0.15, 0.4);
    }
}
