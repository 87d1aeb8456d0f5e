package dev.pulsegate.ecg.it;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.shutdown.ShutdownRecorder;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.management.ManagementPort;
import dev.pulsegate.testkit.socket.TestSocket;
import dev.pulsegate.testkit.socket.TestSocket.Closed;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** The end of a replica among others. In a start of its own, because afterwards nobody can be served. */
@EcgServiceTest
@TestProfile(LeavingIT.OneOfSeveral.class)
class LeavingIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Stops as it does beside others; the test says when the delay is over. */
    public static final class OneOfSeveral implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("pulsegate.platform.stop-delay", "10m", "pulsegate.platform.stop-window", "2s");
        }
    }

    private final EcgClient client = new EcgClient();

    @Test
    void itServesUntilItIsKnownNotToBeReadyThenSendsEachViewerAway() throws Exception {
        try (var viewer = client.watch("demo")) {
            viewer.awaitJson();
            // What Quarkus does first on SIGTERM.
            var stop = Thread.ofVirtual().start(ShutdownRecorder::runShutdown);
            try {
                assertServesButIsNotReady();
                try (var late = client.watch("demo")) {
                    assertThat(isFrame(late.awaitJson())).isTrue();
                    stop.interrupt();
                    assertSentAway(late);
                }
                assertSentAway(viewer);
                try (var tooLate = client.watch("demo")) {
                    assertRestart(tooLate.awaitClose());
                }
            } finally {
                stop.interrupt();
            }
            assertThat(stop.join(LIMIT)).isTrue();
        }
    }

    private void assertServesButIsNotReady() throws Exception {
        Eventually.holds(
                LIMIT, () -> assertThat(ManagementPort.get("/q/health/ready").body())
                        .containsPattern("\"stopping\",\\s*\"status\": \"DOWN\""));
        assertThat(ManagementPort.get("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(answer("Connection")).isEqualTo("close");
    }

    /** It is told when to come back, and goes on getting frames until it is closed. */
    private static void assertSentAway(TestSocket viewer) {
        var hint = viewer.awaitJson(message -> message.path("type").asText().equals("reconnect"));
        assertThat(hint.get("after_millis").longValue()).isBetween(0L, 1000L);
        assertThat(hint.get("points")).isEmpty();
        assertThat(viewer.awaitJson(LeavingIT::isFrame).get("points")).isNotEmpty();
        assertRestart(viewer.awaitClose());
    }

    private static boolean isFrame(JsonNode message) {
        return !message.has("type");
    }

    private static void assertRestart(Closed closed) {
        assertThat(closed.code()).isEqualTo(1012);
        assertThat(closed.reason()).matches("retry after \\d{1,3} ms");
    }

    private String answer(String header) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + client.port + EcgClient.STREAMS))
                .header("Authorization", "Bearer " + client.tokens.user().sign())
                .build();
        try (var http = HttpClient.newBuilder().version(Version.HTTP_1_1).build()) {
            var answer = http.send(request, BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.headers().firstValue(header).orElse("");
        }
    }
}
