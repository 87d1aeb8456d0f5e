package dev.pulsegate.standalone;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.pulsegate.testkit.socket.RawPeer;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever strangers and people send, the process with a heap of 256 MB stays alive and serves others: one process, and one
 * attack after the other.
 */
class MemoryIT {

    private static final String NEW_PASSWORD = "a password nobody guesses";
    private static final int CONTINUATION = RawPeer.CONTINUATION;
    private static final int HALF_MB = 500_000;

    @RegisterExtension
    static final SmallHeap pulsegate = new SmallHeap();

    @AfterEach
    void othersAreServedAfterwards() throws Exception {
        pulsegate.servesOthers();
    }

    @Test
    void socketsOfStrangersWithUnfinishedMessages() throws Exception {
        try (var attackers = pulsegate.attackers()) {
            for (var path : List.of("/ws/ecg/stream", "/ws/worker", "/socket.io/?EIO=4&transport=websocket")) {
                attackers.each(200, peer -> {
                    peer.upgrade(path);
                    peer.sendBytes(RawPeer.frame(false, RawPeer.TEXT, new byte[HALF_MB]));
                    peer.sendBytes(RawPeer.frame(false, CONTINUATION, new byte[HALF_MB]));
                });
            }
            pulsegate.servesOthers();
        }
    }

    @Test
    void socketsOfStrangersWithAsMuchAsIsAllowed() throws Exception {
        try (var attackers = pulsegate.attackers()) {
            attackers.each(600, peer -> {
                peer.upgrade("/socket.io/?EIO=4&transport=websocket");
                peer.sendBytes(RawPeer.frame(false, RawPeer.TEXT, new byte[4000]));
                peer.sendBytes(RawPeer.frame(false, CONTINUATION, new byte[4000]));
            });
            pulsegate.servesOthers();
        }
    }

    @Test
    void moreConnectionsThanOneAddressMayHave() throws Exception {
        try (var attackers = pulsegate.attackers()) {
            attackers.each(2300, peer -> {});
            pulsegate.servesOthers();
        }
    }

    @Test
    void headsThatAreLongOrHaveManyLinesAndDoNotEnd() throws Exception {
        var begin = "GET /api/spaces HTTP/1.1\r\nHost: localhost\r\n";
        try (var attackers = pulsegate.attackers()) {
            attackers.each(600, peer -> Attackers.send(peer, begin + "X: " + "x".repeat(15_000)));
            attackers.each(300, peer -> Attackers.send(peer, begin + "a:b\r\n".repeat(2500)));
            pulsegate.servesOthers();
        }
    }

    @Test
    void jsonBodiesAnnouncedOrSentInPart() throws Exception {
        var path = pulsegate.submissions();
        var json = "application/json";
        try (var attackers = pulsegate.attackers()) {
            attackers.each(110, peer -> {
                Attackers.send(peer, Attackers.post(path, pulsegate.token(), json, 10_000_000));
                assertThat(peer.readHead()).startsWith("HTTP/1.1 413");
                Attackers.send(peer, "{\"prompt\":\"" + "x".repeat(HALF_MB));
            });
            attackers.each(
                    110,
                    peer -> Attackers.send(
                            peer,
                            Attackers.post(path, pulsegate.token(), json, 2_000_000) + "{\"prompt\":\""
                                    + "x".repeat(HALF_MB)));
            // Three bytes of text for each object.
            attackers.each(20, peer -> {
                var objects = "{\"parameters\":[" + "{},".repeat(600_000) + "{}]}";
                Attackers.send(peer, Attackers.post(path, pulsegate.token(), json, objects.length()) + objects);
            });
            for (var other : List.of("/api/auth/login", "/oauth/token", "/api/ecg/streams", "/api/spaces", "/login")) {
                attackers.each(10, peer -> {
                    Attackers.send(peer, Attackers.post(other, pulsegate.token(), json, 1_000_000));
                    assertThat(peer.readHead()).startsWith("HTTP/1.1 413");
                });
            }
            pulsegate.servesOthers();
        }
    }

    @Test
    void formsWithLongFieldsAndManyParts() throws Exception {
        var type = "multipart/form-data; boundary=b";
        var part = "--b\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\n";
        var paths = List.of(pulsegate.submissions(), "/websockets/submit/" + pulsegate.space());
        try (var attackers = pulsegate.attackers()) {
            for (var path : paths) {
                attackers.each(
                        75,
                        peer -> Attackers.send(
                                peer,
                                Attackers.post(path, pulsegate.token(), type, 1L << 30)
                                        + part
                                        + "x".repeat(2 * HALF_MB)));
                attackers.each(
                        20,
                        peer -> Attackers.send(
                                peer, Attackers.post(path, pulsegate.token(), type, 1L << 30) + part.repeat(10_000)));
                attackers.each(
                        20,
                        peer -> Attackers.send(
                                peer,
                                Attackers.post(path, pulsegate.token(), type, 1L << 30) + "--b\r\nX: "
                                        + "x".repeat(HALF_MB)));
            }
            pulsegate.servesOthers();
        }
    }

    @Test
    void compressedBodiesAndMessages() throws Exception {
        try (var attackers = pulsegate.attackers();
                var peer = pulsegate.connect()) {
            attackers.each(20, bomb -> {
                Attackers.send(
                        bomb,
                        Attackers.post(
                                "/api/spaces",
                                pulsegate.token(),
                                "application/json\r\nContent-Encoding: gzip",
                                10_000));
                assertThat(bomb.readHead()).startsWith("HTTP/1.1 415");
            });
            assertThat(peer.upgrade("/ws/worker", "Sec-WebSocket-Extensions: permessage-deflate"))
                    .startsWith("HTTP/1.1 101")
                    .doesNotContainIgnoringCase("permessage-deflate");
            pulsegate.servesOthers();
        }
    }

    @Test
    void pollingBodiesOfStrangers() throws Exception {
        try (var attackers = pulsegate.attackers()) {
            attackers.each(200, peer -> {
                Attackers.send(peer, "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost\r\n\r\n");
                var head = peer.readHead();
                var length = Integer.parseInt(head.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
                var sid = new String(peer.readBytes(length), StandardCharsets.US_ASCII)
                        .replaceAll(".*\"sid\":\"([^\"]+)\".*", "$1");
                Attackers.send(
                        peer,
                        Attackers.post(
                                        "/socket.io/?EIO=4&transport=polling&sid=" + sid,
                                        pulsegate.token(),
                                        "text/plain",
                                        1_000_000)
                                + "4".repeat(HALF_MB));
            });
            pulsegate.servesOthers();
        }
    }

    @Test
    void registeredWorkersThatFlood() throws Exception {
        try (var attackers = pulsegate.attackers()) {
            pulsegate.makeSpace("Flooded");
            var register = "{\"type\":\"register\",\"space_name\":\"Flooded\"}";
            attackers.each(40, peer -> {
                peer.upgrade("/ws/worker");
                peer.send(RawPeer.TEXT, register.getBytes(StandardCharsets.US_ASCII));
                assertThat(peer.readFrame().text()).contains("\"success\":true");
                peer.sendBytes(RawPeer.frame(false, RawPeer.TEXT, new byte[2 * HALF_MB]));
            });
            attackers.each(5, peer -> {
                peer.upgrade("/ws/worker");
                peer.send(RawPeer.TEXT, register.getBytes(StandardCharsets.US_ASCII));
                assertThat(peer.readFrame().text()).contains("\"success\":true");
                var message = "[" + "{},".repeat(300_000) + "{}]";
                for (int i = 0; i < 15; i++) {
                    peer.send(RawPeer.TEXT, message.getBytes(StandardCharsets.US_ASCII));
                }
            });
            pulsegate.servesOthers();
        }
    }

    @Test
    void followersThatDoNotRead() throws Exception {
        var id = pulsegate.makeSpace("Loud");
        try (var attackers = pulsegate.attackers();
                var shouting = TestWorker.start(pulsegate.process().address(), "Loud", (request, out) -> {
                    for (int i = 0; i < 12; i++) {
                        out.chunk("x".repeat(HALF_MB));
                    }
                    return null;
                })) {
            pulsegate.call("register", "mallory", NEW_PASSWORD);
            var follower = pulsegate.call("login", "mallory", NEW_PASSWORD);
            var request = pulsegate
                    .installation()
                    .signIn("mallory", NEW_PASSWORD)
                    .post(
                            "/api/spaces/" + id + "/requests",
                            pulsegate.installation().object().put("prompt", "shout"))
                    .expect(202)
                    .path("id")
                    .textValue();
            var follow = "GET /api/requests/" + request
                    + "/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + follower + "\r\n\r\n";
            attackers.each(300, peer -> Attackers.send(peer, follow));
            // While all of them ask at once, anybody may be told to try again.
            Eventually.holds(SmallHeap.LIMIT, () -> assertThat(pulsegate
                            .person()
                            .get("/api/requests/" + request)
                            .body()
                            .path("status")
                            .textValue())
                    .isEqualTo("completed"));
            pulsegate.servesOthers();
            assertThat(shouting).isNotNull();
        }
    }
}
