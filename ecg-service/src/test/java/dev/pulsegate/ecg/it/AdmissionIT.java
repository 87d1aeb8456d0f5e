package dev.pulsegate.ecg.it;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.pulsegate.testkit.log.CapturedLog;
import dev.pulsegate.testkit.socket.TestSocket;
import dev.pulsegate.testkit.socket.TestSocket.Closed;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may watch. */
@EcgServiceTest
class AdmissionIT {

    private final EcgClient client = new EcgClient();

    @Test
    void takesTheTokenFromTheAddressTheHeaderOrTheCookie() {
        var token = client.tokens.user().sign();
        var path = client.address("/ws/ecg/stream");
        try (var inAddress = TestSocket.open(path + "?token=" + token);
                var inHeader = TestSocket.open(path, Map.of("Authorization", "Bearer " + token));
                var inLowerCase = TestSocket.open(path, Map.of("authorization", "bearer " + token));
                var inCookie =
                        TestSocket.open(path, Map.of("Cookie", "other=1; pulsegate_access=" + token + "; b=2"))) {
            assertThat(inAddress.awaitJson().has("points")).isTrue();
            assertThat(inHeader.awaitJson().has("points")).isTrue();
            assertThat(inLowerCase.awaitJson().has("points")).isTrue();
            assertThat(inCookie.awaitJson().has("points")).isTrue();
        }
    }

    @Test
    void anEmptyTokenInTheAddressLeavesRoomForTheCookie() {
        var cookie = Map.of("Cookie", "pulsegate_access=" + client.tokens.user().sign());
        try (var socket = TestSocket.open(client.address("/ws/ecg/stream?token="), cookie)) {
            assertThat(socket.awaitJson().has("points")).isTrue();
        }
    }

    @Test
    void withoutATokenTheSocketIsAcceptedAndClosed() {
        try (var socket = TestSocket.open(client.address("/ws/ecg/stream"))) {
            assertThat(socket.awaitClose()).isEqualTo(new Closed(4401, "no token"));
            assertThat(socket.waiting()).isZero();
        }
    }

    @Test
    void anExpiredTokenIsNamedSo() {
        try (var socket =
                client.watch(client.tokens.user().expiresInSeconds(-60).sign(), "")) {
            assertThat(socket.awaitClose()).isEqualTo(new Closed(4401, "token expired"));
        }
    }

    @TestFactory
    Stream<DynamicTest> everyBadTokenIsRefused() {
        return client.tokens.bad().entrySet().stream()
                .map(bad -> DynamicTest.dynamicTest(bad.getKey(), () -> {
                    var headers = Map.of(
                            "Cookie",
                            "pulsegate_access="
                                    + bad.getValue()
                                            .substring(
                                                    0,
                                                    Math.min(
                                                            6000, bad.getValue().length())));
                    try (var socket = TestSocket.open(client.address("/ws/ecg/stream"), headers)) {
                        assertThat(socket.awaitClose().code()).isEqualTo(4401);
                        assertThat(socket.waiting()).isZero();
                    }
                }));
    }

    @Test
    void anUnknownStreamIsNamedSo() {
        for (var stream : new String[] {"no-such-stream", "00000000-0000-7000-8000-000000000000", "..%2F..%2Fetc"}) {
            try (var socket = client.watch(client.tokens.user().sign(), "stream=" + stream)) {
                assertThat(socket.awaitClose()).isEqualTo(new Closed(4404, "there is no such stream"));
            }
        }
    }

    @Test
    void aDevicesKeyIsGoodForItsStreamsOnly() {
        try (var own = client.watch(client.tokens.device("demo").sign(), "stream=demo");
                var all = client.watch(client.tokens.device("*").sign(), "stream=demo");
                var other = client.watch(client.tokens.device("demo").sign(), "stream=mitdb_119_excerpt");
                var none = client.watch(client.tokens.device().sign(), "")) {
            assertThat(own.awaitJson().has("points")).isTrue();
            assertThat(all.awaitJson().has("points")).isTrue();
            assertThat(other.awaitClose().code()).isEqualTo(4403);
            assertThat(none.awaitClose().code()).isEqualTo(4403);
        }
    }

    @Test
    void aDeviceCannotSwitchToAStreamOfOthers() {
        try (var socket = client.watch(client.tokens.device("demo").sign(), "stream=demo")) {
            socket.send("{\"type\":\"start_stream\",\"stream\":\"mitdb_119_excerpt\"}");
            assertThat(socket.awaitJson(message -> message.has("type"))
                            .get("code")
                            .textValue())
                    .isEqualTo("forbidden");
            assertThat(socket.awaitJson().get("stream").textValue()).isEqualTo("demo");
        }
    }

    @Test
    void aWorkersKeyIsNoTicketToWatch() {
        try (var socket = client.watch(client.tokens.worker("*").sign(), "")) {
            assertThat(socket.awaitClose().code()).isEqualTo(4403);
        }
    }

    @Test
    void tokensAreNeverLogged() {
        var good = client.tokens.user().sign();
        var bad = client.tokens.user().expiresInSeconds(-60).sign();
        try (var log = new CapturedLog()) {
            try (var watching = client.watch(good, "");
                    var refused = client.watch(bad, "")) {
                watching.awaitJson();
                refused.awaitClose();
            }
            client.get("/api/ecg/streams?token=" + good, bad);
            assertThat(log.messages())
                    .noneMatch(
                            line -> line.contains(good) || line.contains(bad) || line.contains(good.substring(0, 40)));
        }
    }

    @Test
    void aTokenThatEndsEndsTheSocket() {
        try (var socket = client.watch(client.tokens.user().expiresInSeconds(2).sign(), "")) {
            socket.awaitJson();
            assertThat(socket.awaitClose()).isEqualTo(new Closed(4401, "token expired"));
        }
    }
}
