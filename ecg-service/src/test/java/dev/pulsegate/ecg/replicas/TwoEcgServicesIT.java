package dev.pulsegate.ecg.replicas;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.testkit.broker.AmqpBroker;
import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.process.ServiceProcess;
import dev.pulsegate.testkit.socket.TestSocket;
import dev.pulsegate.testkit.token.JwksServer;
import dev.pulsegate.testkit.token.TestRevocations;
import dev.pulsegate.testkit.token.TestTokens;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** Two ecg-services that know of each other by their database only show the same. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class TwoEcgServicesIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String STREAMS = "/api/ecg/streams";
    private static final String BINARY = "pulsegate.ecg.v1.binary";
    private static final int SEQ_OFFSET = 4;
    private static final int FRAMES = 12;

    private final JwksServer issuer = new JwksServer();
    private final AmqpBroker broker = new AmqpBroker();
    private final AtomicReference<String> revocations = new AtomicReference<>();
    private final UUID account = UUID.randomUUID();
    private TestTokens tokens;
    private EmbeddedPostgres database;
    private ServiceProcess first;
    private ServiceProcess second;

    @BeforeAll
    void start() throws Exception {
        var key = TestTokens.newKey("test-key");
        issuer.publish(key);
        tokens = new TestTokens(issuer.issuer(), key);
        revocations.set(
                TestRevocations.list(tokens, 1, "SESSION", UUID.randomUUID().toString())
                        .sign());
        issuer.serve("/.well-known/revocations", exchange -> {
            var body = revocations.get().getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        broker.start();
        database = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        // At the same moment, on a database without a table.
        first = ServiceProcess.start(configuration());
        second = ServiceProcess.start(configuration());
        first.awaitReady();
        second.awaitReady();
    }

    private Map<String, String> configuration() {
        var configuration = new HashMap<>(broker.configuration());
        configuration.put("quarkus.datasource.ecg.jdbc.url", database.getJdbcUrl("postgres", "postgres"));
        configuration.put("quarkus.datasource.ecg.username", "postgres");
        configuration.put("quarkus.datasource.ecg.password", "postgres");
        configuration.put("pulsegate.platform.token.issuer", issuer.issuer());
        configuration.put("pulsegate.platform.token.jwks-uri", issuer.uri().toString());
        configuration.put("pulsegate.platform.token.revocations-check-interval", "500ms");
        configuration.put("pulsegate.ecg.streams.idle-linger", "0s");
        return configuration;
    }

    @AfterAll
    void stop() throws IOException {
        for (var process : new ServiceProcess[] {first, second}) {
            if (process != null) {
                process.close();
            }
        }
        if (database != null) {
            database.close();
        }
        broker.close();
        issuer.close();
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(
            strings = {
                "{\"sampling_frequency_hz\":1000,\"leads\":[\"II\",\"V2\",\"aVF\"],\"muscle_millivolts\":0.05}",
                "{\"heart_rate_bpm\":87.3,\"heart_rate_sd_bpm\":9,\"sampling_frequency_hz\":257}",
                "{\"kind\":\"recording\",\"recording\":\"mitdb_119_excerpt\",\"sampling_frequency_hz\":250}"
            })
    void aMadeStreamHasTheSameFramesOnBothWhereverWatchingBegan(String stream) {
        assertSameFrames(make(stream));
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(strings = {"demo", "mitdb_119_excerpt"})
    void aBuiltInStreamHasTheSameFramesOnBothWhereverWatchingBegan(String stream) {
        assertSameFrames(stream);
    }

    private void assertSameFrames(String stream) {
        try (var early = watch(first, stream)) {
            early.awaitText();
            try (var late = watch(second, stream);
                    var binary = watch(first, stream, BINARY);
                    var lateBinary = watch(second, stream, BINARY)) {
                assertSame(early, late, TwoEcgServicesIT::next);
                binary.awaitText();
                lateBinary.awaitText();
                assertSame(binary, lateBinary, TwoEcgServicesIT::nextBinary);
            }
        }
    }

    @Test
    @Order(2)
    void aChangedHeartRateBeginsWithTheSameSampleOnBoth() {
        var stream = make("{\"heart_rate_bpm\":30,\"heart_rate_sd_bpm\":0,\"sampling_frequency_hz\":125}");
        try (var one = watch(first, stream);
                var other = watch(second, stream)) {
            one.awaitText();
            other.awaitText();
            for (int bpm : new int[] {200, 240}) {
                assertThat(patch(second, stream, bpm).status()).isEqualTo(200);
            }
            var frames = assertSame(one, other, TwoEcgServicesIT::next, 40);
            // In the last 3.2 s; at 30 beats a minute there are one or two.
            assertThat(rPeaks(frames, 20)).isGreaterThan(9);
        }
    }

    @Test
    @Order(3)
    void whatIsMadeAndDeletedOnOneIsThereAndEndsOnTheOther() {
        var stream = make("{\"title\":\"short\"}");
        assertThat(second.get(STREAMS + "/" + stream, user()).text("title")).isEqualTo("short");
        try (var watching = watch(second, stream)) {
            watching.awaitText();
            assertThat(first.send(first.request(STREAMS + "/" + stream, user()).DELETE())
                            .status())
                    .isEqualTo(204);
            assertThat(watching.awaitClose(SOON).code()).isEqualTo(4410);
        }
    }

    @Test
    @Order(4)
    void aRevokedSessionEndsOnBoth() {
        var session = UUID.randomUUID().toString();
        var token = tokens.user(account).claim("sid", session).sign();
        try (var one = open(first, "demo", token);
                var other = open(second, "demo", token)) {
            one.awaitText();
            other.awaitText();
            revocations.set(TestRevocations.list(tokens, System.currentTimeMillis(), "SESSION", session)
                    .sign());
            assertThat(one.awaitClose(SOON).code()).isEqualTo(4401);
            assertThat(other.awaitClose(SOON).code()).isEqualTo(4401);
        }
    }

    /** The last, as the second is another process afterwards. */
    @Test
    @Order(5)
    void oneThatWasKilledAndStartedAgainShowsWhatTheOtherDoes() {
        var stream = make("{\"persistent\":true,\"sampling_frequency_hz\":500,\"muscle_millivolts\":0.02}");
        patch(first, stream, 90);
        second.kill();
        second = ServiceProcess.start(configuration()).awaitReady();
        Eventually.holds(SOON, () -> assertSameFrames(stream));
        assertSameFrames("demo");
    }

    private String make(String stream) {
        var answer = first.send("POST", STREAMS, user(), stream);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        return answer.text("id");
    }

    private Answer patch(ServiceProcess at, String stream, int bpm) {
        return at.send("PATCH", STREAMS + "/" + stream, user(), "{\"heart_rate_bpm\":" + bpm + "}");
    }

    private String user() {
        return tokens.user(account).sign();
    }

    private TestSocket watch(ServiceProcess at, String stream, String... subprotocols) {
        return open(at, stream, user(), subprotocols);
    }

    private static TestSocket open(ServiceProcess at, String stream, String token, String... subprotocols) {
        var path = "/ws/ecg/stream?stream=" + stream + "&token=" + token;
        var address = URI.create("ws://" + at.address().getAuthority() + path);
        return TestSocket.open(address.toString(), Map.of(), subprotocols);
    }

    /** A frame as it came. */
    private record Frame(long seq, String bytes) {}

    private static Frame next(TestSocket socket) {
        var text = socket.awaitText();
        return new Frame(Answer.parse(text).get("seq").longValue(), text);
    }

    private static Frame nextBinary(TestSocket socket) {
        var bytes = ByteBuffer.wrap(socket.awaitBinary()).order(ByteOrder.LITTLE_ENDIAN);
        return new Frame(
                Integer.toUnsignedLong(bytes.getInt(SEQ_OFFSET)),
                new String(bytes.array(), StandardCharsets.ISO_8859_1));
    }

    private static void assertSame(TestSocket one, TestSocket other, Function<TestSocket, Frame> next) {
        assertSame(one, other, next, FRAMES);
    }

    /** So many frames that both get are the same to the byte, and none is missing between; returns them. */
    private static NavigableMap<Long, String> assertSame(
            TestSocket one, TestSocket other, Function<TestSocket, Frame> next, int count) {
        var same = new TreeMap<Long, String>();
        var here = next.apply(one);
        var there = next.apply(other);
        while (same.size() < count) {
            if (here.seq() < there.seq()) {
                here = next.apply(one);
            } else if (there.seq() < here.seq()) {
                there = next.apply(other);
            } else {
                assertThat(here).isEqualTo(there);
                same.put(here.seq(), here.bytes());
                here = next.apply(one);
                there = next.apply(other);
            }
        }
        assertThat(same.lastKey() - same.firstKey()).isEqualTo(count - 1);
        return same;
    }

    /** How often the last frames rise through half a millivolt. */
    private static int rPeaks(NavigableMap<Long, String> frames, int last) {
        int peaks = 0;
        double before = 0;
        for (var frame : frames.tailMap(frames.lastKey() - last).values()) {
            for (var point : Answer.parse(frame).get("points")) {
                peaks += before < 0.5 && point.doubleValue() >= 0.5 ? 1 : 0;
                before = point.doubleValue();
            }
        }
        return peaks;
    }
}
