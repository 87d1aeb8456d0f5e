package dev.pulsegate.ecg.it;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.pulsegate.ecg.frame.BinaryFrameDecoder;
import dev.pulsegate.ecg.replay.RecordLibrary;
import dev.pulsegate.ecg.signal.ClockedSource;
import dev.pulsegate.ecg.synthesis.SynthesisParameters;
import dev.pulsegate.ecg.synthesis.SyntheticSource;
import dev.pulsegate.ecg.wfdb.ClassPathRecordFiles;
import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.socket.TestSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The frames: what they hold, and that it is the signal of the stream. */
@EcgServiceTest
class FrameIT {

    /** Values are sent rounded to 0.1 µV. */
    private static final double HALF_STEP_MILLIVOLTS = 0.00005 + 1e-12;

    private static final SynthesisParameters DEMO = SynthesisParameters.builder()
            .heartRate(72, 2)
            .samplingFrequencyHz(125)
            .muscleMillivolts(0.005)
            .build();

    private final EcgClient client = new EcgClient();

    @Test
    void sendsThePrototypesFramesToAClientThatSaysNothing() {
        try (var socket = client.watch("")) {
            for (var frame : socket.awaitJson(3)) {
                assertThat(frame.get("points")).hasSize(20).allMatch(JsonNode::isNumber);
                assertThat(frame.get("times")).hasSize(20);
                assertThat(frame.get("stream").textValue()).isEqualTo("demo");
                assertThat(Instant.parse(frame.get("timestamp").textValue()))
                        .isCloseTo(Instant.now(), within(Duration.ofSeconds(10)));
            }
        }
    }

    @Test
    void framesFollowOneAnotherWithoutDrift() {
        try (var socket = client.watch("demo")) {
            var frames = socket.awaitJson(20);
            var first = frames.getFirst();
            long seq = first.get("seq").longValue();
            var began = Instant.parse(first.get("timestamp").textValue());
            for (int k = 0; k < frames.size(); k++) {
                var frame = frames.get(k);
                assertThat(frame.get("seq").longValue()).isEqualTo(seq + k);
                assertThat(Instant.parse(frame.get("timestamp").textValue())).isEqualTo(began.plusMillis(160L * k));
                for (int i = 0; i < 20; i++) {
                    long sample = (seq + k) * 20 + i;
                    assertThat(frame.get("times").get(i).decimalValue().movePointRight(6))
                            .isEqualByComparingTo(BigDecimal.valueOf(sample * 8_000));
                }
            }
        }
    }

    @Test
    void theDemoStreamIsTheSyntheticEcgOfItsParameters() {
        try (var socket = client.watch("demo");
                var source = new SyntheticSource(DEMO)) {
            assertSignal(socket.awaitJson(8), source, 0, "points");
        }
    }

    @Test
    void aMadeStreamIsTheSyntheticEcgAskedFor() {
        var parameters = SynthesisParameters.builder()
                .heartRate(150, 10)
                .lfHfRatio(2)
                .respirationHz(0.3)
                .samplingFrequencyHz(250)
                .baselineMillivolts(0.2)
                .mains(0.05, 60)
                .muscleMillivolts(0.01)
                .seed(42)
                .leads(List.of("V2", "aVR"))
                .build();
        var id = client.create(client.tokens.user().sign(), """
                {"kind":"synthetic","title":"Tachycardia","heart_rate_bpm":150,"heart_rate_sd_bpm":10,"lf_hf_ratio":2,
                 "respiration_hz":0.3,"sampling_frequency_hz":250,"baseline_millivolts":0.2,"mains_millivolts":0.05,
                 "mains_frequency_hz":60,"muscle_millivolts":0.01,"seed":42,"leads":["V2","aVR"]}""");
        try (var socket = client.watch(id);
                var source = new SyntheticSource(parameters)) {
            var frames = socket.awaitJson(5);
            assertThat(frames)
                    .allSatisfy(frame -> assertThat(frame.get("points")).hasSize(40));
            assertSignal(frames, source, 0, "points");
        }
    }

    @Test
    void theShippedRecordsSamplesAreTheFilesOnBothLeads() throws Exception {
        var library =
                RecordLibrary.scan(List.of(new ClassPathRecordFiles(getClass().getClassLoader(), "recordings")));
        try (var socket = client.watch("mitdb_119_excerpt");
                var source = library.open("mitdb_119_excerpt")) {
            socket.awaitJson();
            socket.send("{\"type\":\"set\",\"leads\":[\"MLII\",\"V1\"]}");
            socket.awaitJson(message -> message.path("type").asText().equals("state"));
            var frames = socket.awaitJson(10);
            assertSignal(frames, source, 0, "MLII", "V1");
            // 57.6 samples a frame: every frame is due on time, so lengths differ by one.
            assertThat(frames).extracting(frame -> frame.get("points").size()).containsOnly(57, 58);
            assertThat(frames.getFirst().get("points"))
                    .isEqualTo(frames.getFirst().get("leads").get("MLII"));
        }
    }

    @Test
    void aUsersOwnRecordBeginsAgainAfterItsEnd() {
        try (var socket = client.watch(ShortRecord.ID)) {
            socket.send("{\"type\":\"set\",\"leads\":[\"V5\",\"MLII\"]}");
            socket.awaitJson(message -> message.path("type").asText().equals("state"));
            for (var frame : socket.awaitJson(15)) {
                long first = Math.round(frame.get("times").get(0).doubleValue() * ShortRecord.HZ);
                assertThat(frame.get("points")).hasSize(40);
                for (int i = 0; i < 40; i++) {
                    int index = (int) (first + i);
                    assertThat(frame.get("leads").get("MLII").get(i).doubleValue())
                            .isCloseTo(ShortRecord.millivolts(0, index), within(HALF_STEP_MILLIVOLTS));
                    assertThat(frame.get("leads").get("V5").get(i).doubleValue())
                            .isCloseTo(ShortRecord.millivolts(1, index), within(HALF_STEP_MILLIVOLTS));
                }
            }
        }
    }

    @Test
    void aRecordIsReplayedAtAnotherFrequencyOnRequest() throws Exception {
        var library =
                RecordLibrary.scan(List.of(new ClassPathRecordFiles(getClass().getClassLoader(), "recordings")));
        var id = client.create(
                client.tokens.user().sign(),
                "{\"kind\":\"recording\",\"recording\":\"mitdb_119_excerpt\",\"sampling_frequency_hz\":125}");
        try (var socket = client.watch(id);
                var source = library.open("mitdb_119_excerpt", 125)) {
            var frames = socket.awaitJson(5);
            assertThat(frames)
                    .allSatisfy(frame -> assertThat(frame.get("points")).hasSize(20));
            assertSignal(frames, source, 0, "points");
        }
    }

    /** Compares frames with a source read from its beginning. */
    private static void assertSignal(List<JsonNode> frames, ClockedSource source, int lead, String... names) {
        long at = 0;
        for (var frame : frames) {
            long first = Math.round(frame.get("times").get(0).doubleValue() * source.samplingFrequencyHz());
            int count = frame.get("times").size();
            assertThat(first).isGreaterThanOrEqualTo(at);
            read(source, (int) (first - at));
            var expected = read(source, count);
            at = first + count;
            for (int k = 0; k < names.length; k++) {
                var points = names[k].equals("points")
                        ? frame.get("points")
                        : frame.get("leads").get(names[k]);
                assertThat(points).hasSize(count);
                for (int i = 0; i < count; i++) {
                    assertThat(points.get(i).doubleValue())
                            .as("%s, sample %d", names[k], first + i)
                            .isCloseTo(expected[lead + k][i], within(HALF_STEP_MILLIVOLTS));
                }
            }
        }
    }

    private static double[][] read(ClockedSource source, int count) {
        var samples = new double[source.leads().size()][count];
        source.read(samples, count);
        return samples;
    }

    @Test
    void binaryFramesHoldWhatTheJsonOnesDo() {
        var token = client.tokens.user().sign();
        var address = client.address(client.target(token, "stream=demo"));
        try (var json = TestSocket.open(address);
                var binary = TestSocket.open(address, Map.of(), "something.else", "pulsegate.ecg.v1.binary")) {
            assertThat(binary.subprotocol()).isEqualTo("pulsegate.ecg.v1.binary");
            assertThat(json.subprotocol()).isEmpty();
            var state = binary.awaitJson();
            assertThat(state).isEqualTo(Answer.parse("""
                    {"type":"state","state":"streaming","stream":"demo","stream_leads":["II"],"leads":["II"],
                     "sampling_frequency_hz":125.0,"units":"mV","frame_period_millis":160}"""));
            var decoder = new BinaryFrameDecoder("demo", List.of("II"));
            var first = decoder.decode(binary.awaitBinary());
            var same = json.awaitJson(frame -> frame.path("seq").asLong() == first.seq());
            for (int k = 0; k < 5; k++) {
                var frame = k == 0 ? first : decoder.decode(binary.awaitBinary());
                var text = k == 0 ? same : json.awaitJson();
                assertThat(frame.seq()).isEqualTo(text.get("seq").longValue());
                assertThat(frame.timestamp())
                        .isEqualTo(Instant.parse(text.get("timestamp").textValue()));
                assertThat(frame.samplingFrequencyHz()).isEqualTo(125);
                var points = new ArrayList<Double>();
                text.get("points").forEach(point -> points.add(point.doubleValue()));
                for (int i = 0; i < frame.sampleCount(); i++) {
                    assertThat(frame.millivolts(0, i)).isEqualTo(points.get(i));
                }
            }
        }
    }
}
