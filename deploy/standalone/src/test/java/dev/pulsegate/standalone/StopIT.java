package dev.pulsegate.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.testkit.socket.TestSocket;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** The process is told to stop while it has much to do, and while something hangs. */
@Timeout(300)
class StopIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int ROUNDS = 3;
    private static final int CALLERS = 16;
    private static final int ANSWERS = 300;
    private static final int TERMINATED = 128 + 15;
    private static final int GOING_AWAY = 1001;

    @TempDir
    Path data;

    @Test
    void aStopWithRequestsStreamsAndSocketsUnderWayEndsEachTime() throws Exception {
        SetUpFolder.at(data);
        for (int round = 0; round < ROUNDS; round++) {
            try (var pulsegate = StandaloneProcess.up(data);
                    var http = HttpClient.newHttpClient()) {
                stopWhileMuchIsUnderWay(pulsegate, http, "Space" + round);
            }
        }
    }

    private void stopWhileMuchIsUnderWay(StandaloneProcess pulsegate, HttpClient http, String name) throws Exception {
        var address = pulsegate.address();
        var token = post(http, address.resolve("/api/auth/login"), "", """
                {"username":"admin","password":"admin123"}""")
                .path("access_token")
                .textValue();
        var space = post(http, address.resolve("/api/spaces"), token, """
                {"name":"%s","worker_access":"OPEN"}""".formatted(name))
                .path("id")
                .textValue();
        var socketAddress = "ws://" + address.getAuthority();
        try (var worker = TestSocket.open(socketAddress + "/ws/worker");
                var viewer = TestSocket.open(socketAddress + "/ws/ecg/stream?token=" + token)) {
            worker.send("{\"type\":\"register\",\"space_name\":\"" + name + "\"}");
            assertThat(worker.awaitJson().path("success").booleanValue()).isTrue();
            viewer.awaitText();
            var request = post(http, address.resolve("/api/spaces/" + space + "/requests"), token, """
                    {"prompt":"never answered"}""")
                    .path("id")
                    .textValue();
            var events = http.send(
                    get(address.resolve("/api/requests/" + request + "/events"), token), BodyHandlers.ofInputStream());
            assertThat(events.statusCode()).isEqualTo(200);
            var answers = new AtomicInteger();
            for (int i = 0; i < CALLERS; i++) {
                Thread.startVirtualThread(
                        () -> callUntilItEnds(http, get(address.resolve("/api/spaces"), token), answers));
            }
            Eventually.holds(LIMIT, () -> assertThat(answers).hasValueGreaterThan(ANSWERS));

            pulsegate.terminate();

            assertThat(pulsegate.exitCode()).as(pulsegate.output()).isEqualTo(TERMINATED);
            assertThat(pulsegate.output()).contains("pulsegate stopped in").doesNotContain("something hangs");
            assertThat(worker.awaitClose().code()).isEqualTo(GOING_AWAY);
            assertThat(viewer.awaitClose().code()).isEqualTo(GOING_AWAY);
            assertThat(StandaloneProcess.databaseProcesses(data)).isEmpty();
        }
    }

    @Test
    void whatHangsIsEndedAfterTheAnnouncedTimeAndNothingStandsInTheNextStartsWay() throws Exception {
        var brief = Map.of("PULSEGATE_PLATFORM_STOP_PATIENCE", "1s", "PULSEGATE_PLATFORM_STOP_MARGIN", "1s");
        try (var pulsegate = StandaloneProcess.up(SetUpFolder.at(data), brief)) {
            // A server that is not given any time does not stop either.
            StandaloneProcess.signal(pulsegate.databaseServer().orElseThrow(), "STOP");

            pulsegate.terminate();

            assertThat(pulsegate.exitCode()).isEqualTo(4);
            assertThat(pulsegate.output().lines().filter(line -> line.startsWith("pulsegate: ")))
                    .containsExactly(
                            "pulsegate: The stop has not ended within 2s: something hangs, and the process is ended now.");
            assertThat(StandaloneProcess.databaseProcesses(data)).isEmpty();
        }
        try (var pulsegate = StandaloneProcess.up(data);
                var http = HttpClient.newHttpClient()) {
            var ready = HttpRequest.newBuilder(pulsegate.address().resolve("/q/health/ready"));
            assertThat(http.send(ready.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    private static JsonNode post(HttpClient http, URI address, String token, String body) throws Exception {
        var request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JSON.readTree(answer.body());
    }

    private static HttpRequest get(URI address, String token) {
        return HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .build();
    }

    private static void callUntilItEnds(HttpClient http, HttpRequest request, AtomicInteger answers) {
        try {
            while (http.send(request, BodyHandlers.ofString()).statusCode() < 600) {
                answers.incrementAndGet();
            }
        } catch (IOException _) {
            // It has ended.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
