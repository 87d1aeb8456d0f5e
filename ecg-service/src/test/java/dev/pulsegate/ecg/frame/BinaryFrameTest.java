package dev.pulsegate.ecg.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BinaryFrameTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.160Z");
    private static final List<String> LEADS = List.of("I", "II", "III", "V1", "V5");

    private final BinaryFrameEncoder encoder = new BinaryFrameEncoder();
    private final BinaryFrameDecoder decoder = new BinaryFrameDecoder("demo", LEADS);

    @Test
    void theExampleOfTheDocumentationIsWhatIsWritten() {
        var frame = new Frame("demo", 7, 140, 125, NOON, List.of("II"), new double[][] {{0.0451, -0.2, Double.NaN, 5}});

        assertThat(HexFormat.ofDelimiter(" ").formatHex(encoder.encode(frame)))
                .isEqualTo("01 00 04 00 07 00 00 00 8c 00 00 00 00 00 00 00 a0 0a 45 a9 9c 01 00 00 "
                        + "00 00 00 00 00 40 5f 40 64 00 00 00 01 00 00 00 c3 01 00 00 6d f6 00 80 01 80 50 c3 00 00");
    }

    @Test
    void theHeaderComesBack() {
        var frame = new Frame("demo", 0x1_0000_0005L, 1L << 40, 359.5, NOON, LEADS, new double[5][3])
                .select(List.of("V5", "II"));

        var back = decoder.decode(encoder.encode(frame));

        assertThat(back.streamId()).isEqualTo("demo");
        assertThat(back.seq()).as("modulo 2^32").isEqualTo(5);
        assertThat(back.firstSample()).isEqualTo(1L << 40);
        assertThat(back.samplingFrequencyHz()).isEqualTo(359.5);
        assertThat(back.timestamp()).isEqualTo(NOON);
        assertThat(back.leads()).containsExactly("V5", "II");
        assertThat(back.leadIndex(0)).isEqualTo(4);
        assertThat(back.leadIndex(1)).isEqualTo(1);
        assertThat(back.sampleCount()).isEqualTo(3);
    }

    @Test
    void anySignalComesBackRoundedToATenthOfAMicrovolt() {
        var random = new Random(17);
        for (int round = 0; round < 500; round++) {
            int leads = 1 + random.nextInt(LEADS.size());
            var samples = new double[leads][1 + random.nextInt(300)];
            for (var lead : samples) {
                fill(lead, random);
            }
            var frame = new Frame("demo", round, round, 500, NOON, LEADS.subList(0, leads), samples);

            var back = decoder.decode(encoder.encode(frame));

            for (int lead = 0; lead < leads; lead++) {
                for (int i = 0; i < samples[lead].length; i++) {
                    if (Double.isNaN(samples[lead][i])) {
                        assertThat(back.millivolts(lead, i)).isNaN();
                    } else {
                        assertThat(back.millivolts(lead, i))
                                .isEqualTo(Math.round(samples[lead][i] * 10_000) / 10_000.0);
                    }
                }
            }
        }
    }

    @Test
    void differencesAtTheEdgeOfTheirRangeComeBack() {
        int[] units = {
            0, 32_767, 0, 32_768, 2, -32_764, 2, -32_765, 2, -32_766, 2, 32_769, 2_000_000_000, -2_000_000_000
        };
        var millivolts = IntStream.of(units).mapToDouble(u -> u / 10_000.0).toArray();

        var back = decoder.decode(encoder.encode(one(millivolts)));

        for (int i = 0; i < units.length; i++) {
            assertThat(back.millivolts(0, i)).isEqualTo(millivolts[i]);
        }
    }

    @Test
    void samplesWithoutAValueStayWithoutOne() {
        double nan = Double.NaN;
        var back = decoder.decode(
                encoder.encode(one(nan, nan, 0.5, Double.POSITIVE_INFINITY, 0.6, Double.NEGATIVE_INFINITY)));

        assertThat(IntStream.range(0, 6).mapToDouble(i -> back.millivolts(0, i)).toArray())
                .containsExactly(nan, nan, 0.5, nan, 0.6, nan);
    }

    @Test
    void valuesBeyondTheRangeAreLimited() {
        var back = decoder.decode(encoder.encode(one(1e9, -1e9, 1e300)));

        assertThat(back.millivolts(0, 0)).isEqualTo(214_748.3647);
        assertThat(back.millivolts(0, 1)).isEqualTo(-214_748.3647);
        assertThat(back.millivolts(0, 2)).isEqualTo(214_748.3647);
    }

    @Test
    void anOrdinarySampleTakesTwoBytes() {
        assertThat(encoder.encode(one(new double[20]))).hasSize(38 + 6 + 19 * 2);
    }

    @Test
    void theLongestFrameComesBack() {
        var samples = new double[Frame.MAX_SAMPLES];
        Arrays.setAll(samples, i -> i % 2 == 0 ? 100 : -100);

        var back = decoder.decode(encoder.encode(one(samples)));

        assertThat(back.sampleCount()).isEqualTo(Frame.MAX_SAMPLES);
        assertThat(back.millivolts(0, 65_534)).isEqualTo(100);
    }

    @Test
    void everyTruncationIsRefused() {
        var whole = encoder.encode(one(0.1, 7, Double.NaN, 0.2));
        for (int length = 0; length < whole.length; length++) {
            var part = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(MalformedFrameException.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> decoder.decode(part));
        }
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "0, 2, unknown version",
        "1, 1, unknown flags",
        "2, 0, no samples",
        "3, 255, fewer bytes than the samples announced need",
        "15, 128, first sample's number is out of range",
        "23, 127, year",
        "31, 255, sampling frequency",
        "32, 0, resolution is zero",
        "36, 0, so many leads",
        "37, 255, so many leads",
        "38, 5, no lead at this position"
    })
    void aHeaderThatLiesIsRefused(int offset, int value, String message) {
        var bytes = encoder.encode(one(0.5));
        bytes[offset] = (byte) value;

        assertThatExceptionOfType(MalformedFrameException.class)
                .isThrownBy(() -> decoder.decode(bytes))
                .withMessageContaining(message);
    }

    @Test
    void aSurplusADuplicateLeadAndAnOverflowAreRefused() {
        var whole = encoder.encode(one(0.5, 0.6));
        assertRefused("after the last lead", Arrays.copyOf(whole, whole.length + 1));

        var twice = encoder.encode(new Frame("demo", 0, 0, 500, NOON, LEADS.subList(0, 2), new double[2][1]));
        twice[44] = 0;
        assertRefused("once", twice);

        assertRefused("leaves the range", withInt(whole, 40, Integer.MAX_VALUE));

        var escaped = encoder.encode(one(0, 100));
        assertRefused("out of range", withInt(escaped, 46, Integer.MIN_VALUE));
    }

    /** Whatever arrives, the answer is a frame or one kind of exception. */
    @Test
    void damagedFramesAreReadOrRefusedButNothingElse() {
        var random = new Random(23);
        var samples = new double[3][40];
        for (var lead : samples) {
            fill(lead, random);
        }
        var whole = encoder.encode(new Frame("demo", 1, 2, 500, NOON, LEADS.subList(0, 3), samples));
        int refused = 0;
        for (int round = 0; round < 50_000; round++) {
            var damaged = Arrays.copyOf(whole, whole.length + (random.nextInt(4) == 0 ? random.nextInt(-9, 9) : 0));
            for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
                damaged[random.nextInt(random.nextBoolean() ? 44 : damaged.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(decoder.decode(damaged).sampleCount()).isPositive();
            } catch (MalformedFrameException expected) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1, 49_999);
    }

    private void assertRefused(String message, byte[] bytes) {
        assertThatExceptionOfType(MalformedFrameException.class)
                .isThrownBy(() -> decoder.decode(bytes))
                .withMessageContaining(message);
    }

    private static byte[] withInt(byte[] bytes, int offset, int value) {
        var changed = bytes.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
        return changed;
    }

    private static Frame one(double... millivolts) {
        return new Frame("demo", 0, 0, 500, NOON, List.of("I"), new double[][] {millivolts});
    }

    /** A wandering signal with steps that need an escape, stretches without samples and large values. */
    private static void fill(double[] samples, Random random) {
        double value = 0;
        for (int i = 0; i < samples.length; i++) {
            value += random.nextGaussian() * 0.1;
            switch (random.nextInt(15)) {
                case 0 -> samples[i] = Double.NaN;
                case 1 -> samples[i] = random.nextDouble(-200_000, 200_000);
                case 2 -> samples[i] = value + random.nextDouble(-7, 7);
                default -> samples[i] = value;
            }
        }
    }
}
