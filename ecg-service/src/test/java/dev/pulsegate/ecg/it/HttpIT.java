package dev.pulsegate.ecg.it;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.testkit.api.ApiWalk;
import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.management.ManagementPort;
import dev.pulsegate.testkit.socket.RawPeer;
import dev.pulsegate.testkit.wait.Eventually;

import static dev.pulsegate.ecg.it.EcgClient.STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

/** What every service does in the same way, seen at this one: request ids, problems, cross-site, health, metrics. */
@EcgServiceTest
class HttpIT {

    private final EcgClient client = new EcgClient();
    private final String token = client.tokens.user().sign();

    @Test
    void noParameterAndNoFieldOfAnyRouteBreaksAnything() {
        var document = Answer.parse(ManagementPort.get("/q/openapi?format=json").body());
        try (var walk = new ApiWalk(URI.create("http://localhost:" + client.port), token, document)) {
            assertThat(walk.wrongAnswers()).isEmpty();
            assertThat(walk.sent()).isGreaterThan(100);
        }
    }

    @Test
    void aRequestIdIsTakenOverAndGivenBack() {
        var answer = client.exchange(client.request(STREAMS + "/none", token)
                .header("X-Request-Id", "ward-7.request_12")
                .build());
        assertThat(answer.header("X-Request-Id")).isEqualTo("ward-7.request_12");
        assertThat(answer.json().get("request_id").textValue()).isEqualTo("ward-7.request_12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "has space in it", "quote\"quote", "{jndi:ldap://x}", "ünïcode-id-long"})
    void aRequestIdThatIsUnfitForALogIsReplaced(String offered) {
        var answer = client.exchange(client.request(STREAMS + "/none", token)
                .header("X-Request-Id", offered)
                .build());
        var given = answer.header("X-Request-Id");
        assertThat(UUID.fromString(given).version()).isEqualTo(7);
        assertThat(answer.json().get("request_id").textValue()).isEqualTo(given);
    }

    @Test
    void aRequestIdOfAnyLengthIsNotTaken() {
        var answer = client.exchange(client.request(STREAMS, token)
                .header("X-Request-Id", "x".repeat(65))
                .build());
        assertThat(answer.header("X-Request-Id")).hasSize(36);
    }

    @Test
    void everyRequestHasAnIdOfItsOwn() {
        assertThat(client.get(STREAMS, token).header("X-Request-Id"))
                .isNotEqualTo(client.get(STREAMS, token).header("X-Request-Id"));
    }

    @Test
    void aStateChangingRequestOfAnotherSiteIsRefused() {
        for (var headers : List.of(
                List.of("Sec-Fetch-Site", "cross-site"),
                List.of("Sec-Fetch-Site", "same-site"),
                List.of("Origin", "https://evil.example"),
                List.of("Origin", "null"))) {
            var answer = client.exchange(client.request(STREAMS, token)
                    .header("Content-Type", "application/json")
                    .header(headers.get(0), headers.get(1))
                    .POST(BodyPublishers.ofString("{}"))
                    .build());
            assertThat(answer.status()).as("%s", headers).isEqualTo(403);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.json().get("request_id").textValue()).isEqualTo(answer.header("X-Request-Id"));
        }
    }

    @Test
    void readingAcrossSitesAndWritingFromOurOwnIsAllowed() {
        assertThat(client.exchange(client.request(STREAMS, token)
                                .header("Sec-Fetch-Site", "cross-site")
                                .build())
                        .status())
                .isEqualTo(200);
        var own = client.exchange(client.request(STREAMS, token)
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Origin", "http://localhost:" + client.port)
                .POST(BodyPublishers.ofString("{}"))
                .build());
        assertThat(own.status()).isEqualTo(201);
    }

    @Test
    void aWebSocketHandshakeOfAnotherSiteIsRefusedBeforeItBegins() {
        for (var header : List.of(
                "Origin: https://evil.example",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site")) {
            try (var peer = RawPeer.connect(client.port)) {
                var head = peer.upgrade(client.target(token, ""), header);
                assertThat(head).startsWith("HTTP/1.1 403").contains("application/problem+json");
            }
        }
        try (var peer = RawPeer.connect(client.port)) {
            assertThat(peer.upgrade(client.target(token, ""), "Origin: http://localhost:" + client.port))
                    .startsWith("HTTP/1.1 101");
        }
    }

    @TestFactory
    Stream<DynamicTest> aBadTokenIsNotSignedIn() {
        return client.tokens.bad().entrySet().stream()
                .filter(bad -> !bad.getValue().isEmpty() && bad.getValue().length() < 8000)
                .map(bad -> DynamicTest.dynamicTest(bad.getKey(), () -> {
                    var answer = client.get(STREAMS, bad.getValue());
                    assertThat(answer.status()).isEqualTo(401);
                    assertThat(answer.response().body()).doesNotContain(bad.getValue());
                }));
    }

    @Test
    void a401GivesNothingAway() {
        var answer = client.get(STREAMS, null);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("status").intValue()).isEqualTo(401);
        assertThat(answer.response().body()).doesNotContain("dev.pulsegate", "Exception");
        assertThat(client.get(STREAMS + "/none", null).status()).isEqualTo(401);
        assertThat(client.post(STREAMS, null, "{}").status()).isEqualTo(401);
    }

    @Test
    void a403GivesNothingAway() {
        var answer = client.post(STREAMS, client.tokens.worker("*").sign(), "{}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.response().body()).doesNotContain("dev.pulsegate", "Exception", "ADMIN");
    }

    @Test
    void theCookieSignsInAndTheHeaderComesFirst() {
        var cookie = "pulsegate_access=" + token;
        var byCookie = client.exchange(
                client.request(STREAMS, null).header("Cookie", cookie).build());
        assertThat(byCookie.status()).isEqualTo(200);
        var both = client.exchange(
                client.request(STREAMS, "not.a.token").header("Cookie", cookie).build());
        assertThat(both.status()).isEqualTo(401);
    }

    @Test
    void anUnknownPathIsAProblem() {
        var answer = client.get("/no/such/path", token);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "ready", "started"})
    void isHealthy(String probe) {
        var answer = client.get("/q/health/" + probe, null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("status").textValue()).isEqualTo("UP");
    }

    @Test
    void readinessLooksAtTheKeysAndTheDatabase() {
        var checks = client.get("/q/health/ready", null).json().get("checks").findValuesAsText("name");
        assertThat(checks).anyMatch(name -> name.contains("token verification keys"));
        assertThat(checks).anyMatch(name -> name.contains("Database"));
    }

    @Test
    void socketsAreCounted() {
        var open = "pulsegate_sockets_open{endpoint=\"ecg-stream\"}";
        var sent = "pulsegate_sockets_messages_sent_total{endpoint=\"ecg-stream\"}";
        Eventually.holds(
                Duration.ofSeconds(10), () -> assertThat(client.metric(open)).isZero());
        var before = client.metric(sent);
        try (var one = client.watch("demo");
                var two = client.watch("demo")) {
            one.awaitJson(2);
            two.awaitJson(2);
            assertThat(client.metric(open)).isEqualTo(2);
            Eventually.holds(Duration.ofSeconds(10), () -> assertThat(client.metric(sent))
                    .isGreaterThanOrEqualTo(before + 4));
        }
        Eventually.holds(
                Duration.ofSeconds(10), () -> assertThat(client.metric(open)).isZero());
    }

    @Test
    void describesItsApi() {
        var answer = ManagementPort.get("/q/openapi?format=json");
        assertThat(answer.statusCode()).isEqualTo(200);
        var api = Answer.parse(answer.body());
        assertThat(api.get("info").get("title").textValue()).isEqualTo("PulseGate");
        assertThat(api.get("paths").fieldNames()).toIterable().contains("/api/ecg/streams", "/api/ecg/streams/{id}");
        assertThat(api.at("/components/schemas/NewStream/properties").fieldNames())
                .toIterable()
                .contains("heart_rate_bpm", "lf_hf_ratio");
    }
}
