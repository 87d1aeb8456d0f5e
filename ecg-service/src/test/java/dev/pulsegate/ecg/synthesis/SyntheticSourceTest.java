package dev.pulsegate.ecg.synthesis;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.pulsegate.ecg.synthesis.Signals.mean;
import static dev.pulsegate.ecg.synthesis.Signals.peakTimes;
import static dev.pulsegate.ecg.synthesis.Signals.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

class SyntheticSourceTest {

    private static final List<String> TWELVE =
            List.of("I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6");

    /** The figures of issue 2: where each wave peaks from R at 60 bpm without variation, and how high. */
    @ParameterizedTest(name = "{0} at {1} ms: {2} mV")
    @CsvSource({"P, -195, 0.243, 1", "Q, -46, -0.267, -1", "R, 0, 1.200, 1", "S, 45, -0.399, -1", "T, 275, 0.417, 1"})
    void everyBeatAt60BpmHasThePublishedExtrema(String wave, int millisFromR, double millivolts, int sign) {
        var steady = SynthesisParameters.builder()
                .heartRate(60, 0)
                .baselineMillivolts(0)
                .samplingFrequencyHz(1000)
                .build();
        var signal = samples(steady, 30_000);

        for (int r = 1500; r < signal.length - 500; r += 1000) { // R at half a second, then every second
            int peak = r + millisFromR;
            for (int i = r + millisFromR - 15; i <= r + millisFromR + 15; i++) {
                peak = sign * signal[i] > sign * signal[peak] ? i : peak;
            }
            assertThat(peak - r).as("ms from R to %s", wave).isCloseTo(millisFromR, within(4));
            assertThat(signal[peak]).as("mV of %s", wave).isCloseTo(millivolts, within(0.01));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {20, 60, 80, 180, 300})
    void withoutVariationLeadTwoSpansItsRangeAtEveryHeartRate(double heartRate) {
        var steady = SynthesisParameters.builder()
                .heartRate(heartRate, 0)
                .baselineMillivolts(0)
                .samplingFrequencyHz(1000)
                .build();

        var statistics = DoubleStream.of(samples(steady, 10_000)).summaryStatistics();

        assertThat(statistics.getMin()).isCloseTo(-0.4, within(0.01));
        assertThat(statistics.getMax()).isCloseTo(1.2, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({"60, 0", "60, 5", "80, 3", "20, 4", "180, 10", "300, 20"})
    void output125HzAgreesWithASolutionAt4KHz(double heartRate, double sd) {
        var builder = SynthesisParameters.builder().heartRate(heartRate, sd);
        var coarse = samples(builder.samplingFrequencyHz(125).build(), 125 * 60);
        var fine = samples(fine(builder.samplingFrequencyHz(1000).build()), 1000 * 60);

        for (int i = 0; i < coarse.length; i++) {
            assertThat(coarse[i]).isCloseTo(fine[8 * i], within(2e-4));
        }
    }

    private static SyntheticSource fine(SynthesisParameters parameters) {
        return new SyntheticSource(parameters, HeartRateCourse.of(parameters), 1 / 4000.0);
    }

    @Test
    void sameSeedGivesTheSameSamplesHoweverTheyAreRead() {
        var parameters = noisy(7).leads(TWELVE).build();
        var inOne = new double[12][20_000];
        new SyntheticSource(parameters).read(inOne, 20_000);

        var inPieces = new SyntheticSource(parameters);
        var sizes = new Random(1);
        for (int at = 0; at < 20_000; ) {
            int count = Math.min(sizes.nextInt(700), 20_000 - at);
            var piece = new double[12][count + 3];
            inPieces.read(piece, count);
            for (int lead = 0; lead < 12; lead++) {
                for (int i = 0; i < count; i++) {
                    assertThat(piece[lead][i]).isEqualTo(inOne[lead][at + i]);
                }
            }
            at += count;
        }
    }

    /** Written down once: a release that changes a single bit of a stream made from a seed shall say so. */
    @Test
    void samplesFromASeedStayTheSameFromReleaseToRelease() {
        var signal = samples(noisy(42).build(), 1_000_000);

        assertThat(signal[0]).isEqualTo(-0.2004366827942936);
        assertThat(signal[999_999]).isEqualTo(-0.009869530494958284);
    }

    @Test
    void differentSeedsDiffer() {
        assertThat(samples(noisy(1).build(), 5000)).isNotEqualTo(samples(noisy(2).build(), 5000));
        var rhythmOnly = SynthesisParameters.builder().heartRate(60, 5);
        assertThat(samples(rhythmOnly.seed(1).build(), 5000))
                .isNotEqualTo(samples(rhythmOnly.seed(2).build(), 5000));
    }

    @Test
    void aLeadIsTheSameWhateverOthersAreAskedFor() {
        var alone = samples(noisy(3).leads(List.of("II")).build(), 5000);
        var together = new double[3][5000];
        new SyntheticSource(noisy(3).leads(List.of("V5", "aVL", "II")).build()).read(together, 5000);

        assertThat(together[2]).isEqualTo(alone);
    }

    @Test
    void limbLeadsObeyEinthovenAndGoldbergerNoiseIncluded() {
        var lead = new double[12][10_000];
        new SyntheticSource(noisy(5).leads(TWELVE).build()).read(lead, 10_000);

        for (int i = 0; i < 10_000; i++) {
            assertThat(lead[0][i] + lead[2][i]).isCloseTo(lead[1][i], within(1e-12));
            assertThat(lead[3][i] + lead[4][i] + lead[5][i]).isCloseTo(0, within(1e-12));
            assertThat(lead[3][i]).isCloseTo(-(lead[0][i] + lead[1][i]) / 2, within(1e-12));
        }
        assertThat(lead[0]).isNotEqualTo(lead[1]);
    }

    @Test
    void nothingDriftsInAnHour() {
        var source = new SyntheticSource(SynthesisParameters.builder()
                .heartRate(72, 3)
                .samplingFrequencyHz(100)
                .build());
        var minuteMeans = new double[60];
        for (int minute = 0; minute < 60; minute++) {
            minuteMeans[minute] = mean(samples(source, 6000));
        }

        assertThat(DoubleStream.of(minuteMeans).max().orElseThrow()
                        - DoubleStream.of(minuteMeans).min().orElseThrow())
                .isLessThan(0.01);
    }

    @ParameterizedTest
    @CsvSource({"20, 4, 100", "20, 0, 1000", "300, 60, 100", "300, 0, 1000", "200, 40, 360"})
    void extremesStayFiniteAndWithinASaneRange(double heartRate, double sd, double samplingFrequency) {
        var parameters = SynthesisParameters.builder()
                .heartRate(heartRate, sd)
                .lfHfRatio(100)
                .samplingFrequencyHz(samplingFrequency)
                .leads(TWELVE)
                .build();
        int count = (int) (300 * samplingFrequency);
        var leads = new double[12][count];

        new SyntheticSource(parameters).read(leads, count);

        for (var lead : leads) {
            assertThat(DoubleStream.of(lead).allMatch(v -> Math.abs(v) < 4)).isTrue();
        }
        assertThat(peakTimes(leads[1], samplingFrequency, 0.5).length).isGreaterThan((int) (4 * heartRate));
    }

    @Test
    void arraysThatDoNotFitAreRefused() {
        var source = new SyntheticSource(
                SynthesisParameters.builder().leads(List.of("I", "II")).build());

        assertThatIllegalArgumentException().isThrownBy(() -> source.read(new double[1][10], 10));
        assertThatIllegalArgumentException().isThrownBy(() -> source.read(new double[3][10], 10));
        assertThatIllegalArgumentException().isThrownBy(() -> source.read(new double[][] {{1}, {1, 2}}, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> source.read(new double[2][10], -1));
    }

    @Test
    void aClosedSourceSaysSo() {
        var source = new SyntheticSource(SynthesisParameters.builder().build());
        source.close();
        source.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> source.read(new double[1][1], 1))
                .withMessageContaining("closed");
    }

    private static SynthesisParameters.Builder noisy(long seed) {
        return SynthesisParameters.builder()
                .heartRate(70, 4)
                .mains(0.05, 50)
                .muscleMillivolts(0.02)
                .seed(seed);
    }
}
