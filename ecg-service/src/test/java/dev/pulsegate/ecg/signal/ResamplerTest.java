package dev.pulsegate.ecg.signal;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ResamplerTest {
    /** Pairs of input and output frequency: whole, fractional, up, down, and one with no small common multiple. */
    private static final String PAIRS = """
            360,    125
            360,    250
            360,    500
            250,    1000
            128,    1000
            1000,   100
            1000,   360
            257,    1000
            1000,   257
            360.5,  500
            359.97231, 250
            1000.00317, 999.99871
            """;

    @ParameterizedTest
    @CsvSource(textBlock = PAIRS)
    void keepsATonePassedInAmplitudeAndPhase(double inputHz, double outputHz) {
        var lower = Math.min(inputHz, outputHz);
        for (var part : new double[] {0.003, 0.1, 0.25, 0.39}) {
            var tone = tone(part * lower);

            var output = resample(inputHz, outputHz, sampled(tone, inputHz, 4));

            // The ends hear the constant assumed beyond them.
            for (var k = output.length / 4; k < output.length * 3 / 4; k++) {
                assertThat(output[k]).isCloseTo(tone.applyAsDouble(k / outputHz), within(3e-4));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = PAIRS)
    void suppressesWhatTheLowerFrequencyCannotHoldByMoreThan78Decibel(double inputHz, double outputHz) {
        for (var hz = outputHz / 2; hz < inputHz / 2; hz += inputHz / 47) {
            var output = resample(inputHz, outputHz, sampled(tone(hz), inputHz, 4));

            assertThat(deviation(middle(output), 0)).isLessThan(1.2e-4);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = PAIRS)
    void leavesAConstantWhatItIs(double inputHz, double outputHz) {
        var input = new double[(int) (2 * inputHz)];
        Arrays.fill(input, -1.25);

        var output = resample(inputHz, outputHz, input);

        assertThat(output).hasSize((int) Math.ceil(input.length / inputHz * outputHz - 1e-9));
        assertThat(deviation(output, -1.25)).isLessThan(1e-14);
    }

    @ParameterizedTest
    @CsvSource(textBlock = PAIRS)
    void doesNotDependOnHowTheInputIsCut(double inputHz, double outputHz) {
        var random = new Random(3);
        var input = random.doubles(5_000, -2, 2).toArray();
        Arrays.fill(input, 2_000, 2_100, Double.NaN);
        var whole = resample(inputHz, outputHz, input);

        var resampler = new Resampler(inputHz, outputHz);
        var output = new double[whole.length + resampler.maxOutput(400)];
        var written = 0;
        for (var taken = 0; taken < input.length; ) {
            var count = Math.min(random.nextInt(400), input.length - taken);
            var piece = new double[resampler.maxOutput(count)];
            var made = resampler.process(Arrays.copyOfRange(input, taken, taken + count), count, piece);
            System.arraycopy(piece, 0, output, written, made);
            written += made;
            taken += count;
        }
        var rest = new double[resampler.maxFinalOutput()];
        var made = resampler.finish(rest);
        System.arraycopy(rest, 0, output, written, made);

        assertThat(Arrays.copyOf(output, written + made)).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource({"360,125", "257,1000", "360.5,500", "128,1000", "1000,100", "359.97231,250"})
    void doesNotDriftInADay(double inputHz, double outputHz) {
        var resampler = new Resampler(inputHz, outputHz);
        var input = new double[100_000];
        var output = new double[resampler.maxOutput(input.length)];
        var blocks = (int) Math.ceil(86_400 * inputHz / input.length / 20);
        var total = 0L;
        for (var block = 0; block < blocks; block++) {
            total += resampler.process(input, input.length, output);
        }
        total += resampler.finish(output);

        // To the sample: an output at every instant k / outputHz before the end of the input.
        var exact = (double) blocks * input.length / inputHz * outputHz;
        assertThat(total).isEqualTo((long) Math.ceil(exact - 1e-6));
    }

    @ParameterizedTest
    @CsvSource({"360,125", "360,500", "1000,100", "128,1000", "359.97231,250"})
    void confinesAnInvalidSampleToItsNeighbourhood(double inputHz, double outputHz) {
        var tone = tone(3);
        var input = sampled(tone, inputHz, 4);
        var bad = input.length / 2;
        input[bad] = Double.NaN;

        var output = resample(inputHz, outputHz, input);

        var reach = 1.1 / Math.min(inputHz, outputHz);
        for (var k = output.length / 4; k < output.length * 3 / 4; k++) {
            if (Math.abs(k / outputHz - bad / inputHz) > reach) {
                assertThat(output[k]).isCloseTo(tone.applyAsDouble(k / outputHz), within(0.05));
            }
        }
    }

    @Test
    void hasNoSampleInsideAGap() {
        var input = sampled(tone(3), 360, 4);
        Arrays.fill(input, 700, 760, Double.NaN);
        input[400] = Double.POSITIVE_INFINITY;

        var output = resample(360, 500, input);

        for (var k = 0; k < output.length; k++) {
            var at = k / 500.0 * 360;
            if (at > 700 && at < 759) {
                assertThat(output[k]).isNaN();
            } else if (Math.abs(at - 400) > 1 && (at < 699 || at > 760)) {
                assertThat(output[k]).isFinite();
            }
        }
    }

    @Test
    void recoversAfterAGap() {
        var input = sampled(tone(3), 360, 4);
        var expected = resample(360, 500, input);
        Arrays.fill(input, 100, 160, Double.NaN);

        var output = resample(360, 500, input);

        assertThat(Arrays.copyOfRange(output, 400, 1_500)).isEqualTo(Arrays.copyOfRange(expected, 400, 1_500));
    }

    @Test
    void passesSamplesUnchangedBetweenEqualFrequencies() {
        var input = new Random(4).doubles(100).toArray();

        assertThat(resample(360, 360, input)).isEqualTo(input);
    }

    @Test
    void makesNothingOfNothingAndAConstantOfOneSample() {
        assertThat(resample(360, 500, new double[0])).isEmpty();
        assertThat(resample(360, 500, new double[] {7})).containsExactly(new double[] {7, 7}, within(1e-14));
        assertThat(resample(1000, 100, new double[] {7})).containsExactly(new double[] {7}, within(1e-14));
    }

    @Test
    void takesNothingMoreOnceFinished() {
        var resampler = new Resampler(360, 500);
        assertThat(resampler.finish(new double[resampler.maxFinalOutput()])).isZero();

        assertThatThrownBy(() -> resampler.process(new double[1], 1, new double[10]))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,500", "-360,500", "NaN,500", "360,NaN", "360,Infinity", "1,1001", "1001,1", "360,0"})
    void refusesFrequenciesOutOfRange(double inputHz, double outputHz) {
        assertThatThrownBy(() -> new Resampler(inputHz, outputHz)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"1,1000", "1000,1", "1000000,1000.001"})
    void worksAtTheEndsOfItsRange(double inputHz, double outputHz) {
        var input = new double[120_000];
        Arrays.fill(input, 0.5);

        var output = resample(inputHz, outputHz, Arrays.copyOf(input, inputHz < outputHz ? 50 : input.length));

        assertThat(output).isNotEmpty();
        assertThat(deviation(output, 0.5)).isLessThan(1e-12);
    }

    /** The furthest any sample is from a value; infinite if one is invalid. */
    private static double deviation(double[] samples, double from) {
        return Arrays.stream(samples)
                .map(sample -> Double.isNaN(sample) ? Double.POSITIVE_INFINITY : Math.abs(sample - from))
                .max()
                .orElseThrow();
    }

    private static double[] resample(double inputHz, double outputHz, double[] input) {
        var resampler = new Resampler(inputHz, outputHz);
        var output = new double[resampler.maxOutput(input.length) + resampler.maxFinalOutput()];
        var count = resampler.process(input, input.length, output);
        var rest = new double[resampler.maxFinalOutput()];
        var last = resampler.finish(rest);
        System.arraycopy(rest, 0, output, count, last);
        return Arrays.copyOf(output, count + last);
    }

    private static double[] middle(double[] samples) {
        return Arrays.copyOfRange(samples, samples.length / 4, samples.length * 3 / 4);
    }

    private static DoubleUnaryOperator tone(double hz) {
        return time -> Math.sin(2 * Math.PI * hz * time + 0.7);
    }

    private static double[] sampled(DoubleUnaryOperator signal, double hz, double seconds) {
        var samples = new double[(int) (seconds * hz)];
        Arrays.setAll(samples, i -> signal.applyAsDouble(i / hz));
        return samples;
    }
}
