package dev.pulsegate.socketio.conformance;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.testkit.log.CapturedLog;
import dev.pulsegate.testkit.management.ManagementPort;
import dev.pulsegate.testkit.socket.TestSocket;

import static org.assertj.core.api.Assertions.assertThat;

/** Who gets as far as the application: everybody but other sites' pages, whatever credentials they bring. */
@QuarkusTest
@Timeout(60)
class AccessIT {

    private static final String POLLING = "/?EIO=4&transport=polling";
    private static final String WEBSOCKET = "/?EIO=4&transport=websocket";

    @TestHTTPResource("/")
    URI base;

    private EngineClient client;

    @BeforeEach
    void connect() {
        client = new EngineClient(base, "/bounded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer eyJhbGciOiJub25lIn0.e30.",
                "Bearer x",
                "Bearer",
                "Basic eDp5",
                "pgk_0123456789",
                "Negotiate !"
            })
    void credentialsThatAreNoneOfQuarkussReachTheApplication(String authorization) {
        var handshake = client.handshake(POLLING, "Authorization", authorization);
        assertThat(handshake.statusCode()).isEqualTo(200);
        var sid = EngineClient.sid(handshake.body());
        assertThat(client.post(sid, "4authorization").statusCode()).isEqualTo(200);
        assertThat(client.get(sid).body()).isEqualTo("4" + authorization);
    }

    @Test
    void theSameHoldsForAWebSocket() {
        var uri = base.resolve("/bounded" + WEBSOCKET).toString().replace("http:", "ws:");
        try (var socket = TestSocket.open(uri, Map.of("Authorization", "Bearer expired"))) {
            socket.awaitText();
            assertThat(socket.send("4authorization").awaitText()).isEqualTo("4Bearer expired");
        }
    }

    @Test
    void aCookieThatIsNoTokenReachesTheApplication() {
        assertThat(client.handshake(POLLING, "Cookie", "pulsegate_access=nonsense")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anotherSitesPageGetsNoSession() {
        var refused = client.handshake(POLLING, "Sec-Fetch-Site", "cross-site", "Origin", "https://elsewhere.example");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
        assertThat(refused.headers().firstValue("access-control-allow-origin")).isEmpty();
        assertThat(client.handshake(POLLING, "Origin", "https://elsewhere.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(client.refusalOfWebSocket(WEBSOCKET, "Origin: https://elsewhere.example"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void anotherSitesPageCannotPost() {
        var sid = client.open();
        var query = client.polling(sid).substring("/bounded".length());
        assertThat(client.send("POST", query, BodyPublishers.ofString("4x"), "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(client.post(sid, "4x").statusCode()).isEqualTo(200);
    }

    @Test
    void ourOwnPageGetsASession() {
        assertThat(client.handshake(POLLING, "Sec-Fetch-Site", "same-origin").statusCode())
                .isEqualTo(200);
        assertThat(client.handshake(POLLING, "Origin", "http://localhost:" + client.port())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anAllowedSitesPageGetsASessionAndMayReadTheAnswer() {
        var answer = client.handshake(POLLING, "Sec-Fetch-Site", "cross-site", "Origin", "https://ward.example.org");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("access-control-allow-origin")).hasValue("https://ward.example.org");
        assertThat(answer.headers().firstValue("vary")).hasValue("Origin");
        var preflight = client.send("OPTIONS", POLLING, BodyPublishers.noBody(), "Origin", "https://ward.example.org");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("access-control-allow-methods"))
                .hasValue("GET,POST");
        var foreign = client.send("OPTIONS", POLLING, BodyPublishers.noBody(), "Origin", "https://elsewhere.example");
        assertThat(foreign.headers().firstValue("access-control-allow-methods")).isEmpty();
    }

    @Test
    void whatAnAddressHoldsIsNotLogged() {
        try (var log = new CapturedLog()) {
            var sid = EngineClient.sid(
                    client.handshake(POLLING + "&key=topsecret").body());
            client.post(sid, "4fail");
            client.handshake("/?EIO=5&transport=polling&key=topsecret");
            client.refusalOfWebSocket("/?EIO=4&transport=websocket&sid=x&key=topsecret");
            assertThat(log.messages())
                    .anyMatch(line -> line.contains("as asked for"))
                    .noneMatch(line -> line.contains("topsecret") || line.contains(sid));
        }
    }

    @Test
    void sessionsAreCounted() {
        try (var socket = client.connect()) {
            socket.awaitText();
            socket.send("4x").awaitText();
            var metrics = ManagementPort.get("/q/metrics").body();
            assertThat(metrics)
                    .containsPattern(
                            "pulsegate_socketio_sessions_open\\{endpoint=\"bounded\",transport=\"websocket\",?} [1-9]")
                    .containsPattern("pulsegate_socketio_packets_received_total\\{endpoint=\"bounded\",?} [1-9]")
                    .containsPattern("pulsegate_socketio_packets_sent_total\\{endpoint=\"bounded\",?} [1-9]")
                    .containsPattern(
                            "pulsegate_socketio_sessions_closed_total\\{endpoint=\"bounded\",why=\"ping_timeout\",?} 0");
        }
    }
}
