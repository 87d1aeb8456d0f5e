package dev.pulsegate.ecg.frame;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonFrameEncoderTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.160Z");

    private final JsonFrameEncoder encoder = new JsonFrameEncoder();
    private final ObjectMapper jackson = new ObjectMapper();

    @Test
    void aFrameOfOneLeadIsWhatThePrototypesViewersRead() {
        var frame = frame(List.of("II"), new double[][] {{0.0451, -0.2, Double.NaN, 5}});

        assertThat(encoder.encodeToString(frame))
                .isEqualTo("{\"points\":[0.0451,-0.2,null,5],\"timestamp\":\"2026-03-01T12:00:00.160Z\","
                        + "\"seq\":7,\"times\":[1.12,1.128,1.136,1.144],\"stream\":\"demo\"}");
    }

    @Test
    void bytesAndStringAreTheSameText() {
        var frame = frame(List.of("II"), new double[][] {{1, 2}});

        assertThat(new String(encoder.encode(frame), StandardCharsets.UTF_8)).isEqualTo(encoder.encodeToString(frame));
    }

    @Test
    void severalLeadsFollowByNameAndPointsIsTheFirst() throws IOException {
        var frame = frame(List.of("MLII", "V5"), new double[][] {{0.1, 0.2}, {0.3, 0.4}});

        var json = parse(frame);

        assertThat(json.get("points").toString()).isEqualTo("[0.1,0.2]");
        assertThat(json.get("leads").toString()).isEqualTo("{\"MLII\":[0.1,0.2],\"V5\":[0.3,0.4]}");
        assertThat(parse(frame.select(List.of("V5", "MLII"))).get("points").toString())
                .isEqualTo("[0.3,0.4]");
        assertThat(parse(frame.select(List.of("V5"))).has("leads")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "-0.00004, 0",
        "0.00004, 0",
        "0.00006, 0.0001",
        "-0.00006, -0.0001",
        "1.2, 1.2",
        "1.20004, 1.2",
        "-0.39996, -0.4",
        "0.99999, 1",
        "9.99996, 10",
        "-12.5, -12.5",
        "0.01, 0.01",
        "0.0001, 0.0001",
        "1234567.8901, 1234567.8901",
        "100000000000, 100000000000",
        "1e12, null",
        "NaN, null",
        "Infinity, null",
        "-Infinity, null"
    })
    void millivoltsAreRoundedToATenthOfAMicrovoltInTheShortestForm(double millivolts, String text) {
        var json = encoder.encodeToString(frame(List.of("II"), new double[][] {{millivolts}}));

        assertThat(json).startsWith("{\"points\":[" + text + "],");
    }

    @Test
    void jacksonReadsBackTheRoundedValuesOfAnySignal() throws IOException {
        var random = new Random(3);
        for (int round = 0; round < 200; round++) {
            var samples = new double[3][1 + random.nextInt(200)];
            for (var lead : samples) {
                for (int i = 0; i < lead.length; i++) {
                    lead[i] = random.nextInt(20) == 0
                            ? Double.NaN
                            : random.nextGaussian() * Math.pow(10, random.nextInt(-5, 6));
                }
            }
            var json = parse(frame(List.of("I", "II", "III"), samples));
            for (int lead = 0; lead < 3; lead++) {
                assertValues(json.get("leads").get(List.of("I", "II", "III").get(lead)), samples[lead]);
            }
            assertValues(json.get("points"), samples[0]);
        }
    }

    @ParameterizedTest(name = "sample {0} at {1} Hz")
    @CsvSource({
        "0, 125, 0",
        "1, 360, 0.002778",
        "359, 360, 0.997222",
        "360, 360, 1",
        "31104000007, 360, 86400000.019444", // a thousand days on
        "86400000000, 1000, 86400000",
        "86399999999, 1000, 86399999.999",
        "3, 128.5, 0.023346",
        "999999, 999999.7, 0.999999",
        "9007199254740992, 1000, 9007199254740.992"
    })
    void timesComeFromTheSampleNumberAndDoNotDrift(long sample, double hertz, String seconds) throws IOException {
        var frame = new Frame("demo", 0, sample, hertz, NOON, List.of("II"), new double[][] {{0}});

        assertThat(encoder.encodeToString(frame)).contains("\"times\":[" + seconds + "],");
    }

    @ParameterizedTest
    @CsvSource({
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00.000Z",
        "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999Z",
        "2024-02-29T01:02:03.004Z, 2024-02-29T01:02:03.004Z",
        "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z"
    })
    void timestampsAlwaysHaveMilliseconds(String instant, String text) {
        var frame = new Frame("demo", 0, 0, 125, Instant.parse(instant), List.of("II"), new double[][] {{0}});

        assertThat(encoder.encodeToString(frame)).contains("\"timestamp\":\"" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "a\"b\\c/d", "tab\tnul\0newline\n\u007f", "心电图 ♥ 🫀", "\ud800 alone", "</script>"})
    void namesAreEscaped(String name) throws IOException {
        var text = encoder.encodeToString(
                new Frame(name, 0, 0, 125, NOON, List.of(name, name + "2"), new double[][] {{1}, {2}}));

        assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(text)).isTrue();
        var json = jackson.readTree(text);
        assertThat(json.get("stream").textValue()).isEqualTo(name);
        assertThat(json.get("leads").get(name + "2").get(0).intValue()).isEqualTo(2);
    }

    @Test
    void aLongFrameAfterAShortOneAndBackIsWhole() throws IOException {
        assertThat(parse(frame(List.of("II"), new double[1][5])).get("times")).hasSize(5);
        assertThat(parse(frame(List.of("II"), new double[1][Frame.MAX_SAMPLES])).get("times"))
                .hasSize(Frame.MAX_SAMPLES);
        assertThat(parse(frame(List.of("II"), new double[1][5])).get("times")).hasSize(5);
    }

    @Test
    void theLargestSequenceNumberIsWritten() throws IOException {
        var frame = new Frame("demo", Long.MAX_VALUE, 0, 125, NOON, List.of("II"), new double[][] {{0}});

        assertThat(parse(frame).get("seq").longValue()).isEqualTo(Long.MAX_VALUE);
    }

    private JsonNode parse(Frame frame) throws IOException {
        return jackson.readTree(encoder.encode(frame));
    }

    private static void assertValues(JsonNode array, double[] expected) {
        assertThat(array).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            if (Double.isNaN(expected[i])) {
                assertThat(array.get(i).isNull()).isTrue();
            } else {
                var half = new BigDecimal("0.00005000001");
                assertThat(array.get(i)
                                .decimalValue()
                                .subtract(new BigDecimal(expected[i]))
                                .abs())
                        .isLessThanOrEqualTo(half);
                assertThat(array.get(i).decimalValue().setScale(4, RoundingMode.DOWN))
                        .isEqualByComparingTo(array.get(i).decimalValue());
            }
        }
    }

    private static Frame frame(List<String> leads, double[][] millivolts) {
        return new Frame("demo", 7, 140, 125, NOON, leads, millivolts);
    }
}
