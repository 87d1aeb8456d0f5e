package dev.pulsegate.apart.proxy;

import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.pulsegate.apart.proxy.RunningProxy.answer;
import static dev.pulsegate.apart.proxy.RunningProxy.send;
import static org.assertj.core.api.Assertions.assertThat;

/** Who is asked, what is passed on of a head, and what the proxy answers itself. */
class ReverseProxyTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    @RegisterExtension
    final RunningProxy proxy = new RunningProxy();

    @Test
    void aRequestKeepsItsHostAndPathAndItsConnectionTakesTheNext() {
        try (var peer = proxy.peer()) {
            send(peer, "GET /api/spaces?a=%20b HTTP/1.1", "Host: gate.example.org", "X-Request-Id: 7");
            var replica = proxy.gateway().accept();
            assertThat(replica.readHead())
                    .startsWith("GET /api/spaces?a=%20b HTTP/1.1\r\n")
                    .containsIgnoringCase("\r\nHost: gate.example.org\r\n")
                    .contains("\r\nX-Request-Id: 7\r\n");
            replica.say("HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\nhi");
            assertThat(answer(peer))
                    .startsWith("HTTP/1.1 202 Accepted")
                    .contains("Set-Cookie: a=1", "Set-Cookie: b=2")
                    .endsWith("hi");

            send(peer, "HEAD /api/auth/me HTTP/1.1", "Host: gate.example.org");
            var auth = proxy.auth().accept();
            assertThat(auth.readHead()).startsWith("HEAD /api/auth/me");
            auth.say("HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n");
            assertThat(peer.readHead()).containsIgnoringCase("content-length: 1234");

            send(peer, "GET /api/auth/me HTTP/1.1", "Host: gate.example.org");
            assertThat(auth.readHead()).startsWith("GET /api/auth/me");
            auth.say(OK);
            assertThat(answer(peer)).endsWith("hi");
        }
    }

    @Test
    void whatStrangersSayOfWhereTheyComeFromIsNotPassedOn() {
        try (var peer = proxy.peer()) {
            send(
                    peer,
                    "GET /login HTTP/1.1",
                    "Host: a",
                    "X-Forwarded-For: 203.0.113.9",
                    "X-Forwarded-Host: evil.example",
                    "X-Forwarded-Proto: https",
                    "X-Forwarded-Port: 203",
                    "X-Forwarded-Prefix: /evil",
                    "Forwarded: for=203.0.113.9",
                    "X-Real-IP: 203.0.113.9",
                    "Via: 1.1 evil",
                    "Connection: keep-alive, X-Secret, Host",
                    "X-Secret: between us",
                    "TE: trailers");
            var head = proxy.auth().accept().readHead().toLowerCase(Locale.ROOT);
            assertThat(head)
                    .contains(
                            "x-forwarded-for: 127.0.0.1\r\n", "x-forwarded-proto: http\r\n", "x-forwarded-host: a\r\n")
                    .contains("x-forwarded-port: 80\r\n")
                    .contains("\r\nhost: a\r\n")
                    .doesNotContain("203.0.113.9", "evil", "x-secret", "te: trailers");
        }
    }

    @Test
    void atTheInnerDoorOnlyAuthServiceIsAskedAndTheClientIsBelieved() {
        try (var peer = proxy.atInnerDoor()) {
            send(peer, "GET /api/spaces HTTP/1.1", "Host: a");
            assertThat(answer(peer)).startsWith("HTTP/1.1 404").contains("application/problem+json");

            send(peer, "GET /oauth/token HTTP/1.1", "Host: a", "X-Forwarded-For: 203.0.113.9");
            assertThat(proxy.auth().accept().readHead()).containsIgnoringCase("x-forwarded-for: 203.0.113.9\r\n");
        }
    }

    @Test
    void withoutAReadyReplicaTheAnswerIsAProblemThatSaysSo() {
        try (var peer = proxy.peer()) {
            send(peer, "POST /api/ecg/streams HTTP/1.1", "Host: a", "Content-Length: 100000");
            assertThat(answer(peer))
                    .startsWith("HTTP/1.1 503")
                    .containsIgnoringCase("retry-after: 1")
                    .contains("application/problem+json", "\"status\":503", "ecg-service", "/api/ecg/streams");
        }
    }

    @Test
    void aReplicaThatRefusesTheConnectionIsPassedOver() {
        proxy.auth().close();
        var alive = proxy.gateway();
        proxy.other().backend().setReady(true);
        proxy.other().close();
        for (int i = 0; i < 2; i++) {
            try (var peer = proxy.peer()) {
                send(peer, "POST /api/spaces HTTP/1.1", "Host: a", "Content-Length: 2");
                peer.sendBytes(new byte[2]);
                var replica = alive.accept();
                assertThat(replica.readHead()).startsWith("POST /api/spaces");
                assertThat(replica.read(2)).hasSize(2);
                replica.say(OK.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
                replica.close();
                assertThat(answer(peer)).startsWith("HTTP/1.1 200").endsWith("hi");
            }
        }
        assertThat(proxy.other().backend().isReady()).isFalse();
        try (var peer = proxy.peer()) {
            send(peer, "GET /login HTTP/1.1", "Host: a");
            assertThat(answer(peer)).startsWith("HTTP/1.1 503");
        }
    }

    @Test
    void whatChangesNothingIsAskedAgainWhenItsReplicaDiesAndTheRestIsNot() {
        var first = proxy.gateway();
        try (var peer = proxy.peer()) {
            send(peer, "POST /api/spaces HTTP/1.1", "Host: a", "Content-Length: 2");
            peer.sendBytes(new byte[2]);
            var replica = first.accept();
            replica.readHead();
            replica.close();
            assertThat(answer(peer)).startsWith("HTTP/1.1 502").contains("application/problem+json");
        }
        proxy.other().backend().setReady(true);
        try (var peer = proxy.peer()) {
            send(peer, "GET /api/spaces HTTP/1.1", "Host: a");
            // Which is first is the proxy's to choose.
            first.close();
            var replica = proxy.other().accept();
            assertThat(replica.readHead()).startsWith("GET /api/spaces");
            replica.say(OK);
            assertThat(answer(peer)).startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET http://", "CONNECT a:443 HTTP/1.1\r\nHost: a", "GET / HTTP/1.1", "nonsense"})
    void whatIsNoRequestIsRefused(String lines) {
        try (var peer = proxy.peer()) {
            send(peer, lines);
            assertThat(peer.readHead()).contains(" 400 ");
        }
    }

    @Test
    void aHeadThatIsTooLongIsRefused() {
        try (var lines = proxy.peer();
                var address = proxy.peer()) {
            send(lines, "GET / HTTP/1.1", "Host: a", "X-Long: " + "a".repeat(20_000));
            assertThat(lines.readHead()).contains(" 431 ");
            send(address, "GET /" + "a".repeat(20_000) + " HTTP/1.1", "Host: a");
            assertThat(address.readHead()).contains(" 414 ");
        }
    }

    @Test
    void withTheDemoAccountOnlyThisMachineComesIn() {
        try (var peer = proxy.atDemo()) {
            send(peer, "GET / HTTP/1.1", "Host: evil.example");
            assertThat(answer(peer)).startsWith("HTTP/1.1 421").contains("--no-demo");
            send(peer, "GET / HTTP/1.1", "Host: localhost", "X-Forwarded-For: 127.0.0.1");
            assertThat(answer(peer)).startsWith("HTTP/1.1 403");
            send(peer, "GET / HTTP/1.1", "Host: localhost");
            var replica = proxy.gateway().accept();
            assertThat(replica.readHead()).containsIgnoringCase("host: localhost");
            replica.say(OK);
            assertThat(answer(peer)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void theRequestsOfASocketIoSessionFindTheirReplica() {
        var first = proxy.gateway();
        RawBackend.Connection chosen;
        try (var peer = proxy.peer()) {
            send(peer, "GET /socket.io/?EIO=4&transport=polling HTTP/1.1", "Host: a");
            chosen = first.accept();
            chosen.readHead();
            chosen.say(OK);
            assertThat(answer(peer))
                    .containsIgnoringCase("set-cookie: pulsegate_replica=space-gateway-1; Path=/socket.io; HttpOnly");
        }
        proxy.other().backend().setReady(true);
        for (int i = 0; i < 4; i++) {
            try (var peer = proxy.peer()) {
                send(
                        peer,
                        "GET /socket.io/?EIO=4&transport=polling&sid=x HTTP/1.1",
                        "Host: a",
                        "Cookie: pulsegate_replica=space-gateway-1");
                assertThat(chosen.readHead()).startsWith("GET /socket.io/");
                chosen.say(OK);
                assertThat(answer(peer)).doesNotContainIgnoringCase("set-cookie");
            }
        }
    }
}
