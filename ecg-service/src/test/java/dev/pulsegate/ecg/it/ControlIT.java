package dev.pulsegate.ecg.it;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.socket.TestSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What a viewer says, and what it is answered. */
@EcgServiceTest
class ControlIT {

    private final EcgClient client = new EcgClient();

    private static JsonNode ask(TestSocket socket, String message) {
        socket.send(message);
        return socket.awaitJson(answer -> answer.has("type"));
    }

    @Test
    void thePrototypesStartStreamChangesNothing() {
        try (var socket = client.watch("demo")) {
            long seq = socket.awaitJson().get("seq").longValue();
            socket.send("{\"type\": \"start_stream\", \"user_id\": \"123\"}");
            for (var frame : socket.awaitJson(5)) {
                assertThat(frame.has("type")).isFalse();
                assertThat(frame.get("seq").longValue()).isEqualTo(++seq);
            }
        }
    }

    @Test
    void startStreamBeforeTheFirstFrameChangesNothingEither() {
        try (var socket = client.watch("demo")) {
            socket.send("{\"type\": \"start_stream\", \"user_id\": \"123\"}");
            assertThat(socket.awaitJson(5)).noneMatch(message -> message.has("type"));
        }
    }

    @Test
    void setChoosesLeadsAndTheirOrder() {
        try (var socket = client.watch("mitdb_119_excerpt")) {
            assertThat(socket.awaitJson().has("leads")).isFalse();
            var state = ask(socket, "{\"type\":\"set\",\"leads\":[\"V1\",\"MLII\"]}");
            assertThat(state).isEqualTo(Answer.parse("""
                    {"type":"state","state":"streaming","stream":"mitdb_119_excerpt","stream_leads":["MLII","V1"],
                     "leads":["V1","MLII"],"sampling_frequency_hz":360.0,"units":"mV","frame_period_millis":160}"""));
            var frame = socket.awaitJson();
            assertThat(frame.get("leads").fieldNames()).toIterable().containsExactly("V1", "MLII");
            assertThat(frame.get("points")).isEqualTo(frame.get("leads").get("V1"));
        }
    }

    @ParameterizedTest
    @CsvSource({"40, 5", "1000, 125", "200, 25"})
    void setChoosesTheFramePeriod(int millis, int points) {
        try (var socket = client.watch("demo")) {
            var state = ask(socket, "{\"type\":\"set\",\"frame_period_millis\":" + millis + "}");
            assertThat(state.get("frame_period_millis").intValue()).isEqualTo(millis);
            var frames = socket.awaitJson(2);
            assertThat(frames)
                    .allSatisfy(frame -> assertThat(frame.get("points")).hasSize(points));
            assertThat(frames.get(1).get("seq").longValue())
                    .isEqualTo(frames.get(0).get("seq").longValue() + 1);
            assertThat(frames.get(1).get("times").get(0).doubleValue()
                            - frames.get(0).get("times").get(0).doubleValue())
                    .isEqualTo(millis / 1000.0, within(1e-9));
        }
    }

    @Test
    void aPeriodThatIsNoWholeNumberOfSamplesLosesNone() {
        try (var socket = client.watch("demo")) {
            ask(socket, "{\"type\":\"set\",\"frame_period_millis\":50}");
            double next = -1;
            for (var frame : socket.awaitJson(10)) {
                for (var time : frame.get("times")) {
                    if (next >= 0) {
                        assertThat(time.doubleValue()).isEqualTo(next, within(1e-6));
                    }
                    next = time.doubleValue() + 0.008;
                }
            }
        }
    }

    @Test
    void pauseStopsTheFramesAndResumeGoesOnFromNow() {
        try (var socket = client.watch("demo");
                var other = client.watch("demo")) {
            assertThat(ask(socket, "{\"type\":\"pause\"}").get("state").textValue())
                    .isEqualTo("paused");
            long paused = other.awaitJson(message -> true).get("seq").longValue();
            other.awaitJson(message -> message.path("seq").asLong() >= paused + 5);
            assertThat(socket.waiting()).isZero();
            assertThat(ask(socket, "{\"type\":\"pause\"}").get("state").textValue())
                    .isEqualTo("paused");
            assertThat(ask(socket, "{\"type\":\"set\",\"frame_period_millis\":40}")
                            .get("state")
                            .textValue())
                    .isEqualTo("paused");
            assertThat(ask(socket, "{\"type\":\"resume\"}").get("state").textValue())
                    .isEqualTo("streaming");
            assertThat(socket.awaitJson().get("seq").longValue()).isGreaterThanOrEqualTo((paused + 5) * 4);
        }
    }

    @Test
    void startStreamResumesWhatIsPaused() {
        try (var socket = client.watch("demo")) {
            ask(socket, "{\"type\":\"pause\"}");
            assertThat(ask(socket, "{\"type\":\"start_stream\"}").get("state").textValue())
                    .isEqualTo("streaming");
            assertThat(socket.awaitJson().has("points")).isTrue();
        }
    }

    @Test
    void aStoppedViewerStaysConnectedAndMayStartAgain() {
        try (var socket = client.watch(ShortRecord.ID)) {
            socket.awaitJson();
            assertThat(ask(socket, "{\"type\":\"stop_stream\"}"))
                    .isEqualTo(Answer.parse("{\"type\":\"state\",\"state\":\"stopped\",\"stream\":\"ward/short\"}"));
            assertThat(ask(socket, "{\"type\":\"pause\"}").get("code").textValue())
                    .isEqualTo("not_streaming");
            assertThat(ask(socket, "{\"type\":\"resume\"}").get("code").textValue())
                    .isEqualTo("not_streaming");
            assertThat(socket.waiting()).isZero();
            var state = ask(socket, "{\"type\":\"start_stream\"}");
            assertThat(state.get("state").textValue()).isEqualTo("streaming");
            assertThat(socket.awaitJson().get("stream").textValue()).isEqualTo(ShortRecord.ID);
        }
    }

    @Test
    void aViewerMaySwitchStreamsAndKeepsItsPeriod() {
        try (var socket = client.watch("demo")) {
            ask(socket, "{\"type\":\"set\",\"frame_period_millis\":80}");
            var state = ask(socket, "{\"type\":\"start_stream\",\"stream\":\"mitdb_119_excerpt\"}");
            assertThat(state.get("stream").textValue()).isEqualTo("mitdb_119_excerpt");
            assertThat(state.get("frame_period_millis").intValue()).isEqualTo(80);
            assertThat(state.get("leads")).isEqualTo(Answer.parse("[\"MLII\"]"));
            assertThat(socket.awaitJson(3))
                    .allSatisfy(
                            frame -> assertThat(frame.get("stream").textValue()).isEqualTo("mitdb_119_excerpt"));
            assertThat(ask(socket, "{\"type\":\"start_stream\",\"stream\":\"demo\"}")
                            .get("stream")
                            .textValue())
                    .isEqualTo("demo");
            assertThat(socket.awaitJson().get("stream").textValue()).isEqualTo("demo");
        }
    }

    @Test
    void aViewChosenBeforeTheStreamRunsIsAnsweredWhenItDoes() {
        var token = client.tokens.user().sign();
        var stream = client.create(token, "{\"leads\":[\"I\",\"II\"],\"sampling_frequency_hz\":125}");
        try (var socket = client.watch(token, "stream=" + stream)) {
            var state = ask(socket, "{\"type\":\"set\",\"leads\":[\"II\"],\"frame_period_millis\":80}");
            assertThat(state.get("leads")).isEqualTo(Answer.parse("[\"II\"]"));
            assertThat(socket.awaitJson().get("points")).hasSize(10);
        }
    }

    @Test
    void leadsChosenWhileStoppedHoldWhenItStarts() {
        try (var socket = client.watch("mitdb_119_excerpt")) {
            ask(socket, "{\"type\":\"stop_stream\"}");
            assertThat(ask(socket, "{\"type\":\"set\",\"leads\":[\"V1\"]}")
                            .get("state")
                            .textValue())
                    .isEqualTo("stopped");
            assertThat(ask(socket, "{\"type\":\"start_stream\"}").get("leads")).isEqualTo(Answer.parse("[\"V1\"]"));
        }
    }
}
