package dev.pulsegate.ecg.synthesis;

import java.util.List;
import java.util.stream.DoubleStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.pulsegate.ecg.synthesis.Signals.samples;
import static org.assertj.core.api.Assertions.assertThat;

/** Where reading begins changes no bit of what is read. */
class SeekTest {

    private static final int YEAR_SECONDS = 365 * 86_400;

    @ParameterizedTest
    @CsvSource({"60, 1, 125, 0", "72.53, 0, 360, 0", "300, 60, 100, 0", "20, 4, 257, 0", "72, 2, 125, 2"})
    void aSampleIsTheSameWhereverReadingBegan(double heartRate, double sd, double hz, int years) {
        var parameters = SynthesisParameters.builder()
                .heartRate(heartRate, sd)
                .samplingFrequencyHz(hz)
                .muscleMillivolts(0.02)
                .leads(List.of("V2", "aVR"))
                .build();
        long begin = (long) (years * (double) YEAR_SECONDS * hz);
        int count = (int) (700 * hz);
        var whole = read(parameters, begin, count);

        for (int seconds : new int[] {0, 1, 59, 61, 119, 599, 601, 690}) {
            int at = (int) (seconds * hz) + 7;
            int few = (int) (9 * hz);
            var part = read(parameters, begin + at, few);
            for (int lead = 0; lead < 2; lead++) {
                assertThat(part[lead])
                        .as("from second %d", seconds)
                        .containsExactly(
                                DoubleStream.of(whole[lead]).skip(at).limit(few).toArray());
            }
        }
    }

    private static double[][] read(SynthesisParameters parameters, long from, int count) {
        var source = new SyntheticSource(parameters);
        source.seek(from);
        var millivolts = new double[2][count];
        source.read(millivolts, count);
        return millivolts;
    }

    /** Once a minute the levels are worked out anew, and every ten minutes the rhythm: a viewer must not see it. */
    @ParameterizedTest
    @CsvSource({"60, 5, 0.001", "300, 60, 0.03", "20, 4, 0.001", "72.53, 0, 0.001"})
    void nothingJumpsWhereItIsWorkedOutAnew(double heartRate, double sd, double sharpest) {
        var signal = samples(
                SynthesisParameters.builder()
                        .heartRate(heartRate, sd)
                        .samplingFrequencyHz(1000)
                        .leads(List.of("V5"))
                        .build(),
                1000 * 640);
        // A jump of the level is a step between samples that their neighbours do not have.
        for (int i = 2; i < signal.length - 1; i++) {
            double bend = signal[i + 1] - 3 * signal[i] + 3 * signal[i - 1] - signal[i - 2];
            assertThat(Math.abs(bend)).as("at %d ms", i).isLessThan(sharpest);
        }
    }

    @Test
    void aSourceCanBeReadAgain() {
        var source = new SyntheticSource(SynthesisParameters.builder().build());
        var once = samples(source, 1000);
        source.seek(0);

        assertThat(samples(source, 1000)).isEqualTo(once);
    }
}
