package dev.pulsegate.ecg.wfdb;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class SignalFormatTest {

    @ParameterizedTest(name = "format {0}: {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "8   | 00 7f 80 ff             | 0 127 -128 -1",
                "16  | 01 00 ff 7f 01 80 ff ff | 1 32767 -32767 -1",
                "24  | 01 00 00 ff ff 7f 01 00 80 fe ff ff | 1 8388607 -8388607 -2",
                "32  | 04 03 02 01 ff ff ff 7f 01 00 00 80 | 16909060 2147483647 -2147483647",
                "61  | 00 01 7f ff 80 01 ff ff | 1 32767 -32767 -1",
                "80  | 80 ff 01 7f             | 0 127 -127 -1",
                "160 | 01 80 ff ff 01 00 ff 7f | 1 32767 -32767 -1",
                // The first is 0x7ff, the second 0x801, and then 0xfff and 0x123.
                "212 | ff 87 01 ff 1f 23       | 2047 -2047 -1 291",
                // Words 0xf7fe and 0x0802: 0x3ff, 0x001 and 0b00001_11110.
                "310 | fe f7 02 08             | -1 1 62",
                // Bits from the top: 00 1000000001 0111111111 0000000010.
                "311 | 02 fc 17 20             | 2 511 -511",
            })
    void decodesWhatTheManualDescribes(int code, String bytes, String samples) {
        var format = SignalFormat.of(code).orElseThrow();
        var expected = Arrays.stream(samples.split(" ", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        var packed = Bytes.hex(bytes);

        var decoded = new int[expected.length];
        Arrays.setAll(decoded, i -> format.decode(packed, i));

        assertThat(decoded).isEqualTo(expected);
        assertThat(format.bytesFor(expected.length)).isEqualTo(packed.length);
    }

    @ParameterizedTest
    @CsvSource({
        "16,-32768",
        "24,-8388608",
        "32,-2147483648",
        "61,-32768",
        "80,-128",
        "160,-32768",
        "212,-2048",
        "310,-512",
        "311,-512"
    })
    void takesTheLowestValueForInvalid(int code, int lowest) {
        var format = SignalFormat.of(code).orElseThrow();
        var packed = Arrays.copyOf(Bytes.pack(code, lowest, lowest + 1), 8);

        assertThat(format.isInvalid(format.decode(packed, 0))).isTrue();
        assertThat(format.isInvalid(format.decode(packed, 1))).isFalse();
    }

    @Test
    void knowsNoInvalidDifference() {
        assertThat(SignalFormat.FORMAT_8.isInvalid(-128)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(SignalFormat.class)
    void countsAsManySamplesInAFileAsItsBytesSufficeFor(SignalFormat format) {
        for (var bytes = 0; bytes < 50; bytes++) {
            var samples = format.samplesIn(bytes);
            assertThat(format.bytesFor(samples)).isLessThanOrEqualTo(bytes);
            assertThat(format.bytesFor(samples + 1)).isGreaterThan(bytes);
        }
    }

    @Test
    void knowsOnlyTheFormatsItReads() {
        assertThat(SignalFormat.of(0)).isEmpty();
        assertThat(SignalFormat.of(516)).isEmpty();
        assertThat(Arrays.stream(SignalFormat.values()).map(SignalFormat::code))
                .containsExactly(8, 16, 24, 32, 61, 80, 160, 212, 310, 311);
    }
}
