package dev.pulsegate.ecg.it;

import java.time.Duration;
import java.time.Instant;
import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.socket.TestSocket;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Streams whose samples come by themselves, with a time of their own. */
@EcgServiceTest
class PushedStreamIT {

    /** Samples of a frame: 160 ms at 250 Hz. */
    private static final int FRAME = 40;

    private static final Instant TAKEN = Instant.parse("2020-02-29T23:59:59.500Z");

    private final EcgClient client = new EcgClient();

    @Inject
    PushedStreams.Offered offered;

    private PushedSamples offer(String id) {
        return offered.offer(id, new PushedSamples());
    }

    private TestSocket seated(String id) {
        var socket = client.watch(id);
        Eventually.holds(
                Duration.ofSeconds(10), () -> assertThat(socket.isOpen()).isTrue());
        socket.send("{\"type\":\"set\",\"frame_period_millis\":160}");
        socket.awaitJson(message -> message.path("state").asText().equals("streaming"));
        return socket;
    }

    private static void assertFrame(JsonNode frame, long firstSample, int samples, Instant takenAt) {
        assertThat(Instant.parse(frame.get("timestamp").textValue())).isEqualTo(takenAt);
        assertThat(frame.get("points")).hasSize(samples);
        for (int i = 0; i < samples; i++) {
            assertThat(frame.get("times").get(i).doubleValue())
                    .isCloseTo((firstSample + i) / (double) PushedSamples.HZ, within(1e-6));
            assertThat(frame.get("points").get(i).doubleValue())
                    .isCloseTo(PushedSamples.millivolts(firstSample + i), within(0.0001));
        }
    }

    @Test
    void framesAreDueWhenTheirSamplesAreThereAndBearTheTimesOfTheSource() throws Exception {
        var source = offer("pushed-times");
        try (var socket = seated("pushed-times")) {
            source.push(800, 870, TAKEN);
            // The source's clock, not the count of its samples, says when: it was a second late.
            source.push(870, 920, TAKEN.plusMillis(1_280));

            assertFrame(socket.awaitJson(), 800, FRAME, TAKEN);
            assertFrame(socket.awaitJson(), 840, FRAME, TAKEN.plusMillis(160));
            assertFrame(socket.awaitJson(), 880, FRAME, TAKEN.plusMillis(1_320));
        }
    }

    @Test
    void samplesMissingForAMomentAreSentAsMissing() throws Exception {
        var source = offer("pushed-hole");
        try (var socket = seated("pushed-hole")) {
            source.push(0, 30, TAKEN);
            source.push(50, 80, TAKEN.plusMillis(200));

            var first = socket.awaitJson();
            assertThat(first.get("points")).hasSize(FRAME);
            assertThat(first.get("points").get(29).isNumber()).isTrue();
            assertThat(first.get("points").get(30).isNull()).isTrue();
            var second = socket.awaitJson();
            assertThat(second.get("points").get(9).isNull()).isTrue();
            assertThat(second.get("points").get(10).isNumber()).isTrue();
        }
    }

    @Test
    void afterALongHoleItGoesOnBehindIt() throws Exception {
        var source = offer("pushed-break");
        try (var socket = seated("pushed-break")) {
            source.push(0, 50, TAKEN);
            var hoursLater = TAKEN.plus(Duration.ofHours(3));
            source.push(2_700_010, 2_700_080, hoursLater);

            assertFrame(socket.awaitJson(), 0, FRAME, TAKEN);
            assertFrame(socket.awaitJson(), 40, 10, TAKEN.plusMillis(160));
            assertFrame(socket.awaitJson(), 2_700_010, 30, hoursLater);
            assertFrame(socket.awaitJson(), 2_700_040, FRAME, hoursLater.plusMillis(120));
        }
    }

    @Test
    void whenTheSourceEndsTheRestIsSentAndTheStreamIsOver() throws Exception {
        var source = offer("pushed-end");
        try (var socket = seated("pushed-end")) {
            source.push(0, 55, TAKEN);
            source.end();

            assertFrame(socket.awaitJson(), 0, FRAME, TAKEN);
            assertFrame(socket.awaitJson(), 40, 15, TAKEN.plusMillis(160));
            assertThat(socket.awaitClose().code()).isEqualTo(4410);
            source.awaitClosed();
        }
    }

    @Test
    void aSourceThatBreaksEndsItsStreamAsAnErrorOfOurs() throws Exception {
        var source = offer("pushed-broken");
        try (var socket = seated("pushed-broken")) {
            source.breakDown();

            assertThat(socket.awaitClose().code()).isEqualTo(1011);
            source.awaitClosed();
        }
    }

    @Test
    void samplesThatComeTwiceEndTheStreamRatherThanShowAWrongTime() throws Exception {
        var source = offer("pushed-twice");
        try (var socket = seated("pushed-twice")) {
            source.push(0, 40, TAKEN);
            source.push(39, 80, TAKEN);

            assertFrame(socket.awaitJson(), 0, FRAME, TAKEN);
            assertThat(socket.awaitClose().code()).isEqualTo(1011);
        }
    }

    @Test
    void asksForNoMoreThanItTakes() throws Exception {
        var source = offer("pushed-demand");
        try (var socket = seated("pushed-demand")) {
            long ahead = source.requested();
            assertThat(ahead).isBetween(1L, 16L);
            for (int block = 0; block < ahead; block++) {
                source.push(block * 10L, block * 10L + 10, TAKEN.plusMillis(block * 40L));
            }
            socket.awaitJson();
            Eventually.holds(
                    Duration.ofSeconds(10), () -> assertThat(source.requested()).isEqualTo(2 * ahead));
        }
    }

    @Test
    void aBlockLongerThanAnyFrameIsSentWhole() throws Exception {
        var source = offer("pushed-long");
        try (var socket = seated("pushed-long")) {
            source.push(0, 15 * FRAME, TAKEN);

            var frames = socket.awaitJson(15);
            assertFrame(frames.getLast(), 14 * FRAME, FRAME, TAKEN.plusMillis(14 * 160));
        }
    }
}
