package dev.pulsegate.standalone;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.pulsegate.testkit.metric.MetricTable;
import dev.pulsegate.testkit.metric.Scrape;
import dev.pulsegate.testkit.socket.TestSocket;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** What a whole PulseGate tells Prometheus, held against docs/metrics.md. */
class MetricsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final SharedApp APP = new SharedApp();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address = APP.pulsegate().address();
    private final String token = send("POST", "/api/auth/login", null, "{\"name\":\"admin\",\"password\":\"admin123\"}")
            .path("access_token")
            .textValue();

    @Test
    void whatIsToldIsWhatTheDocumentSays() {
        var at = "ws://" + address.getAuthority();
        try (var viewer = TestSocket.open(at + "/ws/ecg/stream?token=" + token);
                var _ = TestSocket.open(at + "/ws/worker?token=" + token)) {
            viewer.awaitJson();
            assertThat(MetricTable.read()
                            .differences(Scrape.of(metrics()), Set.of(MetricTable.APART, MetricTable.ONCE)))
                    .isEmpty();
        }
    }

    @Test
    void aRequestIsCountedOnItsWayAndNothingOfADeletedSpaceIsTold() {
        var space = send(
                "POST",
                "/api/spaces",
                token,
                "{\"name\":\"Metered\",\"worker_access\":\"OPEN\",\"queue_without_workers\":true}");
        var path = "/api/spaces/" + space.path("id").textValue();
        var label = "{space=\"Metered\"}";
        send("POST", path + "/requests", token, "{\"prompt\":\"hello\"}");
        Eventually.holds(PATIENCE, () -> assertThat(metrics())
                .contains("pulsegate_requests_waiting" + label + " 1.0", "pulsegate_requests_running" + label + " 0.0")
                .contains("pulsegate_requests_accepted_total" + label + " 1.0"));

        for (int i = 0; i < 2; i++) {
            submitKeyed(path);
        }
        assertThat(metrics()).contains("pulsegate_requests_repeated_total" + label + " 1.0");
        send("POST", path + "/requests", token, "{}");
        assertThat(metrics()).contains("pulsegate_requests_refused_total{reason=\"invalid\",space=\"Metered\"} 1.0");

        try (var _ = TestWorker.start(address, "Metered", (task, context) -> JSON.createObjectNode())) {
            Eventually.holds(PATIENCE, () -> assertThat(metrics())
                    .contains("pulsegate_requests_finished_total{outcome=\"completed\",space=\"Metered\"} 2.0")
                    .contains("pulsegate_requests_wait_seconds_count" + label + " 2")
                    .contains("pulsegate_requests_run_seconds_count" + label + " 2")
                    .contains("pulsegate_workers_connected" + label + " 1.0")
                    .contains("pulsegate_requests_waiting" + label + " 0.0"));
        }

        send("DELETE", path, token, null);
        Eventually.holds(PATIENCE, () -> assertThat(metrics()).doesNotContain("Metered"));
    }

    private void submitKeyed(String space) {
        text(HttpRequest.newBuilder(address.resolve(space + "/requests"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", "the same")
                .POST(BodyPublishers.ofString("{\"prompt\":\"again\"}")));
    }

    private String metrics() {
        return text(HttpRequest.newBuilder(APP.pulsegate().metrics()));
    }

    private JsonNode send(String method, String path, String bearer, String json) {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        try {
            return JSON.readTree(text(request));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private String text(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString()).body();
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
