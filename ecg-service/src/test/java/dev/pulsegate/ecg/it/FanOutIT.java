package dev.pulsegate.ecg.it;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.socket.RawPeer;
import dev.pulsegate.testkit.socket.TestSocket;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** One stream, many viewers: none costs the others anything, whatever it does or does not do. */
@EcgServiceTest
class FanOutIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    /** Twelve leads at 1 kHz: about 100 KB a second, so that what is not read soon fills every buffer. */
    private static final String LARGE = """
            {"sampling_frequency_hz":1000,
             "leads":["I","II","III","aVR","aVL","aVF","V1","V2","V3","V4","V5","V6"]}""";

    private static final String ALL_LEADS = """
            {"type":"set","frame_period_millis":40,
             "leads":["I","II","III","aVR","aVL","aVF","V1","V2","V3","V4","V5","V6"]}""";

    private final EcgClient client = new EcgClient();

    @Test
    void allViewersGetTheSameFramesAndNoneIsMissing() {
        var token = client.tokens.user().sign();
        var viewers = IntStream.range(0, 200)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> client.watch(token, "stream=demo")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        try {
            var bySeq = new HashMap<Long, JsonNode>();
            for (var viewer : viewers) {
                long seq = -1;
                for (var frame : viewer.awaitJson(8)) {
                    assertThat(frame.has("type")).isFalse();
                    assertThat(seq < 0 || frame.get("seq").longValue() == seq + 1)
                            .isTrue();
                    seq = frame.get("seq").longValue();
                    assertThat(bySeq.computeIfAbsent(seq, first -> frame)).isEqualTo(frame);
                }
            }
            assertThat(client.viewers("demo")).isGreaterThanOrEqualTo(200);
        } finally {
            viewers.forEach(TestSocket::close);
        }
        Eventually.holds(SOON, () -> assertThat(client.viewers("demo")).isZero());
    }

    @Test
    void anAccountHasABoundedNumberOfViewersAndOthersHaveTheirs() {
        var token = client.tokens.user().sign();
        var viewers = new ArrayList<RawPeer>();
        try {
            for (int i = 0; i < 256; i++) {
                viewers.add(watching(token));
            }
            try (var oneMore = watching(token);
                    var another = client.watch(client.tokens.user().sign(), "stream=demo")) {
                assertThat(oneMore.readUntilClose().closeCode()).isEqualTo(4429);
                assertThat(another.awaitJson().has("points")).isTrue();
            }
        } finally {
            viewers.forEach(RawPeer::close);
        }
        Eventually.holds(SOON, () -> assertThat(client.viewers("demo")).isZero());
        try (var again = client.watch(token, "stream=demo")) {
            assertThat(again.awaitJson().has("points")).isTrue();
        }
    }

    private RawPeer watching(String token) {
        var peer = RawPeer.connect(client.port);
        peer.upgrade(client.target(token, "stream=demo"));
        return peer;
    }

    @Test
    void aViewerThatDoesNotReadLosesFramesIsToldHowManyAndHoldsUpNobody() {
        var token = client.tokens.user().sign();
        var stream = client.create(token, LARGE);
        try (var slow = RawPeer.connect(client.port, 4096);
                var quick = client.watch(token, "stream=" + stream)) {
            slow.upgrade(client.target(token, "stream=" + stream));
            slow.send(RawPeer.TEXT, utf8(ALL_LEADS));
            quick.send(ALL_LEADS);
            quick.awaitJson(message -> message.has("type"));

            // Meanwhile the slow one reads nothing: some 60 frames of 4 KB against 16 that may wait.
            assertNoneIsMissing(quick.awaitJson(30));
            slow.send(RawPeer.PONG, utf8("still here"));
            assertNoneIsMissing(quick.awaitJson(30));

            var gap = readUntilGap(slow);
            assertThat(gap.lost()).isPositive();
            assertThat(gap.after()).isEqualTo(gap.before() + gap.lost() + 1);
            assertNoneIsMissing(quick.awaitJson(10));
            var dropped = client.metric("pulsegate_sockets_messages_dropped_total{endpoint=\"ecg-stream\"}");
            assertThat(dropped).isGreaterThanOrEqualTo((double) gap.lost());
        }
    }

    private record Gap(long before, long lost, long after) {}

    private static Gap readUntilGap(RawPeer peer) {
        long before = -1;
        long lost = -1;
        while (true) {
            var message = nextText(peer);
            if (message.path("type").asText().equals("gap")) {
                assertThat(message.get("points")).isEmpty();
                assertThat(message.get("stream").isTextual()).isTrue();
                lost = message.get("lost_frames").longValue();
            } else if (message.has("seq") && message.has("leads")) {
                if (lost >= 0) {
                    return new Gap(before, lost, message.get("seq").longValue());
                }
                before = message.get("seq").longValue();
            }
        }
    }

    private static JsonNode nextText(RawPeer peer) {
        while (true) {
            var frame = peer.readFrame();
            if (frame.opcode() == RawPeer.PING) {
                peer.send(RawPeer.PONG, utf8("pulsegate"));
            } else if (frame.opcode() == RawPeer.TEXT) {
                return Answer.parse(frame.text());
            } else {
                throw new AssertionError("opcode " + frame.opcode());
            }
        }
    }

    @Test
    void aViewerThatNeverReadsIsCutOffAfterTheWriteDeadlineThoughItSendsPongs() {
        var token = client.tokens.user().sign();
        var stream = client.create(token, LARGE);
        var timeouts = "pulsegate_sockets_closed_total{endpoint=\"ecg-stream\",why=\"write_timeout\"}";
        var before = client.metric(timeouts);
        try (var stuck = RawPeer.connect(client.port, 4096);
                var quick = client.watch(token, "stream=" + stream)) {
            stuck.upgrade(client.target(token, "stream=" + stream));
            stuck.send(RawPeer.TEXT, utf8(ALL_LEADS));
            quick.send("{\"type\":\"set\",\"frame_period_millis\":1000}");
            quick.awaitJson(message -> message.has("type"));
            for (int second = 0; second < 5; second++) {
                quick.awaitJson();
                stuck.send(RawPeer.PONG, utf8("still here"));
            }
            Eventually.holds(SOON, () -> assertThat(client.metric(timeouts)).isEqualTo(before + 1));
            Eventually.holds(SOON, () -> assertThat(client.viewers(stream)).isEqualTo(1));
            stuck.awaitEnd(SOON);
            quick.awaitJson(2);
        }
    }

    @Test
    void aPeerThatAnswersNoPingIsGivenUp() {
        var token = client.tokens.user().sign();
        var stream = client.create(token, "{}");
        try (var dead = RawPeer.connect(client.port);
                var alive = client.watch(token, "stream=" + stream)) {
            dead.upgrade(client.target(token, "stream=" + stream));
            alive.awaitJson();
            var close = dead.readUntilClose();
            assertThat(close.closeCode()).isEqualTo(4408);
            dead.awaitEnd(SOON);
            assertThat(alive.isOpen()).isTrue();
            alive.awaitJson(2);
            Eventually.holds(SOON, () -> assertThat(client.viewers(stream)).isEqualTo(1));
        }
    }

    @Test
    void anAbruptResetFreesTheViewer() {
        var token = client.tokens.user().sign();
        var stream = client.create(token, "{}");
        var peers = new ArrayList<RawPeer>();
        for (int i = 0; i < 10; i++) {
            var peer = RawPeer.connect(client.port);
            peer.upgrade(client.target(token, "stream=" + stream));
            peers.add(peer);
        }
        Eventually.holds(SOON, () -> assertThat(client.viewers(stream)).isEqualTo(10));
        peers.forEach(RawPeer::reset);
        Eventually.holds(SOON, () -> assertThat(client.viewers(stream)).isZero());
        Eventually.holds(SOON, () -> assertThat(client.metric("pulsegate_sockets_open{endpoint=\"ecg-stream\"}"))
                .isZero());
    }

    private static void assertNoneIsMissing(Iterable<JsonNode> frames) {
        long seq = -1;
        for (var frame : frames) {
            assertThat(frame.has("type")).isFalse();
            assertThat(seq < 0 || frame.get("seq").longValue() == seq + 1).isTrue();
            seq = frame.get("seq").longValue();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
