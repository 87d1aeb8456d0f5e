package dev.pulsegate.socketio.conformance;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** What Engine.IO's official suite asserts, asserted again over real HTTP and WebSockets, at a pace any machine keeps. */
@QuarkusTest
@Timeout(60)
class EngineProtocolIT extends EngineIT {

    @Test
    void pollingBeginsWithAHandshake() {
        var answer = client.handshake("/?EIO=4&transport=polling");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .matches("0\\{\"sid\":\"[A-Za-z0-9_-]{27}\",\"upgrades\":\\[\"websocket\"],\"pingInterval\":25000,"
                        + "\"pingTimeout\":20000,\"maxPayload\":10000}");
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain; charset=UTF-8");
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
    }

    @Test
    void thePathMayBeWrittenWithoutItsSlash() {
        assertThat(client.handshake("?EIO=4&transport=polling").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /?transport=polling              | 5 | Unsupported protocol version
                    /?EIO=abc&transport=polling      | 5 | Unsupported protocol version
                    /?EIO=3&transport=polling        | 5 | Unsupported protocol version
                    /?EIO=4                          | 0 | Transport unknown
                    /?EIO=4&transport=abc            | 0 | Transport unknown
                    /?EIO=4&transport=websocket      | 3 | Bad request
                    /?EIO=4&transport=polling&sid=x  | 1 | Session ID unknown
                    """)
    void aHandshakeThatMakesNoSenseIsToldWhy(String query, int code, String message) {
        var answer = client.handshake(query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"code\":" + code + ",\"message\":\"" + message + "\"}");
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void aHandshakeIsAGet(String method) {
        var answer = client.send(method, "/?EIO=4&transport=polling", BodyPublishers.noBody());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"code\":2,\"message\":\"Bad handshake method\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4hello",
                "4test1\u001e4test2\u001e4test3",
                "4hello\u001ebAQIDBA==",
                "4€ 🫀 é",
                "4",
                "4a\u001e6\u001e4b"
            })
    void pollingCarriesMessagesBothWays(String payload) {
        var sid = client.open();
        var taken = client.post(sid, payload);
        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(taken.body()).isEqualTo("ok");
        var answer = client.get(sid);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(payload.replace("\u001e6", ""));
    }

    @Test
    void aPollWaitsUntilThereIsSomething() {
        var sid = client.open();
        var poll = client.beginGet(sid);
        client.post(sid, "4hello");
        assertThat(poll.join().body()).isEqualTo("4hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "4a\u001e", "2", "bad base64!"})
    void aPayloadThatIsNoneEndsTheSession(String payload) {
        var sid = client.open();
        assertThat(client.post(sid, payload).statusCode()).isEqualTo(400);
        isUnknown(sid);
    }

    @Test
    void twoPollsAtOnceEndTheSession() {
        var sid = client.open();
        var polls = List.of(client.beginGet(sid), client.beginGet(sid));
        assertThat(polls.stream().map(poll -> poll.join().statusCode())).containsExactlyInAnyOrder(200, 400);
        assertThat(polls.stream()
                        .map(CompletableFuture::join)
                        .filter(answer -> answer.statusCode() == 200)
                        .map(HttpResponse::body))
                .containsExactly("1");
        isUnknown(sid);
    }

    @Test
    void aPollThatIsCancelledEndsTheSession() {
        var sid = client.open();
        try (var peer = client.raw()) {
            EngineClient.beginRequest(peer, "GET " + client.polling(sid), "", "");
        }
        Eventually.holds(SOON, () -> isUnknown(sid));
    }

    @Test
    void pollingIsKeptAliveByPings() {
        var sid = quick.open();
        for (int round = 0; round < 3; round++) {
            assertThat(quick.get(sid).body()).isEqualTo("2");
            assertThat(quick.post(sid, "3").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aPollingClientThatDoesNotAnswerPingsLosesItsSession() {
        var sid = quick.open();
        assertThat(quick.get(sid).body()).isEqualTo("2");
        assertThat(quick.get(sid).body()).isEqualTo("1");
        assertThat(quick.get(sid).statusCode()).isEqualTo(400);
    }

    @Test
    void aPollingClientMayLeave() {
        var sid = client.open();
        var poll = client.beginGet(sid);
        assertThat(client.post(sid, "1").body()).isEqualTo("ok");
        assertThat(poll.join().body()).isEqualTo("6");
        isUnknown(sid);
    }

    @Test
    void theServersLastWordArrivesBeforeTheEnd() {
        var sid = client.open();
        client.post(sid, "4bye");
        assertThat(client.get(sid).body()).isEqualTo("4good bye\u001e1");
        isUnknown(sid);
        try (var socket = client.connect()) {
            socket.awaitText();
            assertThat(socket.send("4bye").awaitText()).isEqualTo("4good bye");
            assertThat(socket.awaitClose().code()).isEqualTo(1000);
        }
    }
}
