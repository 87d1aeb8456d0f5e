package dev.pulsegate.ecg.synthesis;

import java.util.List;
import java.util.stream.DoubleStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.pulsegate.ecg.synthesis.Signals.differences;
import static dev.pulsegate.ecg.synthesis.Signals.mean;
import static dev.pulsegate.ecg.synthesis.Signals.peakTimes;
import static dev.pulsegate.ecg.synthesis.Signals.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Another heart rate while the ECG goes on. */
class HeartRateChangeTest {

    private static final int HZ = 1000;

    private final SynthesisParameters parameters = SynthesisParameters.builder()
            .heartRate(60, 0)
            .baselineMillivolts(0.1)
            .samplingFrequencyHz(HZ)
            .build();

    private final HeartRateCourse steady = HeartRateCourse.of(parameters);

    @Test
    void theHeartRateChangesWithoutAJump() {
        var source = new SyntheticSource(parameters);
        var before = samples(source, 10_200);
        var faster = steady.changed(parameters, 180, 0, 10.2);
        source.follow(faster);
        var after = samples(source, 10_000);
        source.follow(faster.changed(parameters, 60, 0, 20.2));
        var later = samples(source, 10_000);

        assertThat(mean(differences(peakTimes(before, HZ, 0.7)))).isCloseTo(1, within(0.001));
        var peaks = peakTimes(after, HZ, 0.7);
        assertThat(peaks[peaks.length - 1] - peaks[peaks.length - 2]).isCloseTo(1 / 3.0, within(0.001));
        var laterPeaks = peakTimes(later, HZ, 0.7);
        assertThat(laterPeaks[9] - laterPeaks[8]).isCloseTo(1, within(0.001));
        assertQuietBetweenQrs(DoubleStream.concat(
                        DoubleStream.concat(DoubleStream.of(before), DoubleStream.of(after)), DoubleStream.of(later))
                .toArray());
    }

    /** Away from the QRS complex nothing is steeper than a T wave: a jump at the change of rate would stand out. */
    private static void assertQuietBetweenQrs(double[] signal) {
        var peaks = peakTimes(signal, HZ, 0.7);
        for (int beat = 0; beat < peaks.length - 1; beat++) {
            int from = (int) (peaks[beat] * HZ) + 100;
            int to = (int) (peaks[beat + 1] * HZ) - 100;
            for (int i = from; i < to; i++) {
                assertThat(Math.abs(signal[i + 1] - signal[i])).isLessThan(0.02);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"20, 4, 300, 60", "300, 60, 20, 4", "72, 2, 73, 2"})
    void itIsTheSameWhoeverHearsOfItAndWhen(double meanBefore, double sdBefore, double mean, double sd) {
        var wild = SynthesisParameters.builder()
                .heartRate(meanBefore, sdBefore)
                .samplingFrequencyHz(125)
                .muscleMillivolts(0.01)
                .build();
        var course = HeartRateCourse.of(wild).changed(wild, mean, sd, 100);
        var knewItAlways = new SyntheticSource(wild, course);
        var expected = samples(knewItAlways, 125 * 180);

        var heardInTime = new SyntheticSource(wild);
        var first = samples(heardInTime, 125 * 101);
        heardInTime.follow(course);
        var second = samples(heardInTime, 125 * 79);
        var heardLate = new SyntheticSource(wild);
        samples(heardLate, 125 * 130);
        heardLate.follow(course);

        assertThat(DoubleStream.concat(DoubleStream.of(first), DoubleStream.of(second)))
                .containsExactly(box(expected));
        assertThat(samples(heardLate, 125 * 50)).containsExactly(tail(expected, 125 * 50));
    }

    private static Double[] box(double[] values) {
        return DoubleStream.of(values).boxed().toArray(Double[]::new);
    }

    private static double[] tail(double[] values, int count) {
        return DoubleStream.of(values).skip(values.length - count).toArray();
    }

    /** What is left out by then is not needed by whoever begins to read. */
    @Test
    void longAfterAChangeTheRatesBeforeAreForgottenAndNothingChanges() {
        var first = steady.changed(parameters, 90, 3, 1000);
        var second = first.changed(parameters, 120, 3, 1130);

        assertThat(second.rates()).extracting(HeartRate::meanBpm).containsExactly(90.0, 120.0);
        var all = new HeartRateCourse(List.of(
                steady.rates().getFirst(),
                first.rates().getLast(),
                second.rates().getLast()));
        assertThat(from(1130, second)).isEqualTo(from(1130, all));
    }

    private double[] from(int seconds, HeartRateCourse course) {
        var source = new SyntheticSource(parameters, course);
        source.seek((long) seconds * HZ);
        return samples(source, 5_000);
    }

    @Test
    void ofChangesThatNobodyHasHeardOfTheLastCounts() {
        var once = steady.changed(parameters, 90, 3, 10);
        var twice = once.changed(parameters, 100, 3, 10.1);
        var late = twice.changed(parameters, 110, 3, twice.rates().getLast().sinceSeconds() - 0.9);

        assertThat(twice.rates()).extracting(HeartRate::meanBpm).containsExactly(60.0, 100.0);
        assertThat(late.rates()).extracting(HeartRate::meanBpm).containsExactly(60.0, 100.0, 110.0);
        assertThat(twice.rates().getLast().sinceSeconds()).isBetween(11.5, 13.1);
    }

    @Test
    void anUnusableHeartRateIsRefused() {
        assertThatThrownBy(() -> steady.changed(parameters, 301, 1, 0))
                .isInstanceOf(InvalidParametersException.class)
                .hasMessageContaining("heartRateBpm");
    }
}
