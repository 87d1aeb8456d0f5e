package dev.pulsegate.standalone;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.testkit.socket.TestSocket;
import dev.pulsegate.testkit.socket.TestSocket.Closed;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** What a newcomer does with the one process, from the first sign-in to a pulled plug. */
class NewcomerIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "four words make one";
    private static final String RECORDING = "a_recording";
    private static final double GAIN = 200;

    /** Stands for the address of the process, which a request is given when it is sent. */
    private static final URI ANYWHERE = URI.create("http://anywhere/");

    @TempDir
    Path data;

    @Test
    void signsInWatchesSyntheticAndRecordedEcgAndIsCutOffWhenTheSessionEnds() throws Exception {
        var adc = writeRecording();
        try (var pulsegate = StandaloneProcess.up(SetUpFolder.at(data))) {
            assertThat(send(pulsegate, get("/")).body()).contains("<title>PulseGate</title>");

            var token = body(send(pulsegate, post("/api/auth/login", credentials("admin", "admin123"))))
                    .get("access_token")
                    .textValue();

            try (var demo = watch(pulsegate, token, "demo");
                    var recording = watch(pulsegate, token, RECORDING)) {
                assertThat(demo.awaitJson().get("points")).hasSize(20);
                // It goes round and round, and whoever comes joins where it is.
                assertThat(Stream.of(adc, adc)
                                .flatMap(Stream::of)
                                .map(value -> value / GAIN)
                                .toList())
                        .containsSequence(pointsOf(recording, adc.length));

                var sessions = body(send(pulsegate, authorized(get("/api/auth/sessions"), token)));
                var session = sessions.get("items").get(0).get("id").textValue();
                assertThat(send(pulsegate, authorized(delete("/api/auth/sessions/" + session), token))
                                .statusCode())
                        .isEqualTo(204);

                assertThat(demo.awaitClose()).isEqualTo(new Closed(4401, "session revoked"));
                assertThat(recording.awaitClose().code()).isEqualTo(4401);
            }
            assertThat(send(pulsegate, authorized(get("/api/ecg/streams"), token))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void afterAPulledPlugAccountsKeysAndStreamsAreThere() throws Exception {
        String key;
        String stream;
        try (var pulsegate = StandaloneProcess.up(SetUpFolder.at(data))) {
            var token = body(send(pulsegate, post("/api/auth/register", credentials("zoe", PASSWORD))))
                    .get("access_token")
                    .textValue();
            stream = body(send(
                            pulsegate,
                            authorized(
                                    post("/api/ecg/streams", Map.of("title", "Fast", "heart_rate_bpm", 140)), token)))
                    .get("id")
                    .textValue();
            key = keyFor(pulsegate, stream, token);
            pulsegate.kill();
        }

        try (var pulsegate = StandaloneProcess.up(data)) {
            var signedIn = send(pulsegate, post("/api/auth/login", credentials("ZOE", PASSWORD)));
            assertThat(signedIn.statusCode()).isEqualTo(200);
            var token = body(signedIn).get("access_token").textValue();
            try (var watched = watch(pulsegate, token, stream)) {
                assertThat(watched.awaitJson().get("stream").textValue()).isEqualTo(stream);
            }
            var deviceToken = body(send(
                            pulsegate, form("/oauth/token", "grant_type=client_credentials&client_secret=" + key)))
                    .get("access_token")
                    .textValue();
            try (var device = watch(pulsegate, deviceToken, stream)) {
                assertThat(device.awaitJson().get("stream").textValue()).isEqualTo(stream);
            }
            try (var device = watch(pulsegate, deviceToken, "demo")) {
                assertThat(device.awaitClose().code()).isEqualTo(4403);
            }
        }
    }

    /** A key for one's own stream, once it has come round whose that is. */
    private String keyFor(StandaloneProcess pulsegate, String stream, String token) {
        var wanted = Map.of("name", "bedside", "kind", "DEVICE", "streams", List.of(stream));
        return Eventually.value(Duration.ofSeconds(20), () -> {
            var answer = send(pulsegate, authorized(post("/api/auth/keys", wanted), token));
            assertThat(answer.statusCode()).isEqualTo(201);
            return body(answer).get("key").textValue();
        });
    }

    /** A record in format 16 that never repeats itself within a second; returns its samples. */
    private Short[] writeRecording() throws Exception {
        var folder = Files.createDirectories(data.resolve("recordings"));
        var samples = new Short[250];
        var bytes = new byte[2 * samples.length];
        var sum = 0;
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (i * i % 397 - 150);
            bytes[2 * i] = (byte) samples[i].intValue();
            bytes[2 * i + 1] = (byte) (samples[i] >> 8);
            sum += samples[i];
        }
        Files.write(folder.resolve(RECORDING + ".dat"), bytes);
        Files.writeString(
                folder.resolve(RECORDING + ".hea"),
                "%s 1 250 %d\n%s.dat 16 200 16 0 %d %d 0 II\n"
                        .formatted(RECORDING, samples.length, RECORDING, samples[0], (short) sum));
        return samples;
    }

    private static List<Double> pointsOf(TestSocket socket, int count) {
        var points = new ArrayList<Double>();
        while (points.size() < count) {
            socket.awaitJson().get("points").forEach(point -> points.add(point.doubleValue()));
        }
        return points.subList(0, count);
    }

    private static TestSocket watch(StandaloneProcess pulsegate, String token, String stream) {
        return TestSocket.open(
                "ws://" + pulsegate.address().getAuthority() + "/ws/ecg/stream?token=" + token + "&stream=" + stream);
    }

    private static Map<String, String> credentials(String name, String password) {
        return Map.of("username", name, "password", password);
    }

    private static HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(ANYWHERE.resolve(path));
    }

    private static HttpRequest.Builder delete(String path) {
        return HttpRequest.newBuilder(ANYWHERE.resolve(path)).DELETE();
    }

    private static HttpRequest.Builder post(String path, Object body) throws Exception {
        return HttpRequest.newBuilder(ANYWHERE.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    private static HttpRequest.Builder form(String path, String body) {
        return HttpRequest.newBuilder(ANYWHERE.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder authorized(HttpRequest.Builder request, String token) {
        return request.header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(StandaloneProcess pulsegate, HttpRequest.Builder request)
            throws Exception {
        var relative = request.build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(relative, (_, _) -> true)
                            .uri(pulsegate.address().resolve(relative.uri().getPath()))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static JsonNode body(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isLessThan(300);
        return JSON.readTree(response.body());
    }
}
