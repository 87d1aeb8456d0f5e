package dev.pulsegate.standalone;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.testkit.socket.RawPeer;
import dev.pulsegate.testkit.wait.Eventually;
import dev.pulsegate.tools.installation.Account;
import dev.pulsegate.tools.installation.Installation;
import dev.pulsegate.worker.connection.GatewayAddress;
import dev.pulsegate.worker.handler.EchoHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever strangers and people send, the process with a heap of 256 MB stays alive and serves others: one process, and one
 * attack after the other.
 */
class MemoryIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Map<String, String> SHORT_TIMEOUTS =
            Map.of("PULSEGATE_PLATFORM_MEMORY_BODY_TIMEOUT", "8s", "PULSEGATE_PLATFORM_CONNECTIONS_HEAD_TIMEOUT", "8s");

    private static final String NEW_PASSWORD = "a password nobody guesses";
    private static final int CONTINUATION = RawPeer.CONTINUATION;
    private static final int HALF_MB = 500_000;

    @TempDir
    static Path data;

    private static StandaloneProcess pulsegate;
    private static Installation installation;
    private static TestWorker worker;
    private static Account person;
    private static String token;
    private static String space;

    @BeforeAll
    static void start() throws Exception {
        pulsegate = StandaloneProcess.up(data, SHORT_TIMEOUTS, List.of("-Xmx256m"));
        installation = new Installation(GatewayAddress.parse(pulsegate.address().toString()));
        person = installation.signIn("admin", "admin123");
        token = call("login", "admin", "admin123");
        space = person.post(
                        "/api/spaces",
                        installation.object().put("name", "Attacked").put("worker_access", "OPEN"))
                .expect(201)
                .path("id")
                .textValue();
        worker = TestWorker.start(pulsegate.address(), "Attacked", new EchoHandler());
    }

    @AfterAll
    static void stop() throws IOException {
        try {
            assertThat(pulsegate.isRunning()).isTrue();
            assertThat(pulsegate.output()).doesNotContain("OutOfMemory").doesNotContain(" ERROR ");
        } finally {
            worker.close();
            installation.close();
            pulsegate.close();
        }
    }

    /** Signs in, or {@code register}s somebody new; the access token, if the answer has one. */
    private static String call(String how, String name, String password) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var credentials = installation.object().put("username", name).put("password", password);
            var call = HttpRequest.newBuilder(pulsegate.address().resolve("/api/auth/" + how))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(credentials.toString()))
                    .build();
            return new ObjectMapper()
                    .readTree(http.send(call, BodyHandlers.ofString()).body())
                    .path("access_token")
                    .asText();
        }
    }

    private static Attackers attackers() {
        return new Attackers(pulsegate.address().getPort());
    }

    /** A person's request comes to its result, and a viewer sees a frame. */
    private static void othersAreServed() throws Exception {
        var request = person.post(
                        "/api/spaces/" + space + "/requests",
                        installation.object().put("prompt", "hello"))
                .expect(202);
        var events = person.events("/api/requests/" + request.path("id").textValue() + "/events", LIMIT);
        assertThat(events.getLast().name()).isEqualTo("completed");
        assertThat(person.firstFrame("/ws/ecg/stream", LIMIT).path("points").isArray())
                .isTrue();
    }

    @AfterEach
    void othersAreServedAfterwards() throws Exception {
        othersAreServed();
    }

    @Test
    void socketsOfStrangersWithUnfinishedMessages() throws Exception {
        try (var attackers = attackers()) {
            for (var path : List.of("/ws/ecg/stream", "/ws/worker", "/socket.io/?EIO=4&transport=websocket")) {
                attackers.each(200, peer -> {
                    peer.upgrade(path);
                    peer.sendBytes(RawPeer.frame(false, RawPeer.TEXT, new byte[HALF_MB]));
                    peer.sendBytes(RawPeer.frame(false, CONTINUATION, new byte[HALF_MB]));
                });
            }
            othersAreServed();
        }
    }

    @Test
    void socketsOfStrangersWithAsMuchAsIsAllowed() throws Exception {
        try (var attackers = attackers()) {
            attackers.each(600, peer -> {
                peer.upgrade("/socket.io/?EIO=4&transport=websocket");
                peer.sendBytes(RawPeer.frame(false, RawPeer.TEXT, new byte[4000]));
                peer.sendBytes(RawPeer.frame(false, CONTINUATION, new byte[4000]));
            });
            othersAreServed();
        }
    }

    @Test
    void aStrangersMessageIsRefusedByItsLengthAloneWithWords() {
        for (var path : List.of("/ws/worker", "/socket.io/?EIO=4&transport=websocket")) {
            try (var peer = RawPeer.connect(pulsegate.address().getPort())) {
                peer.upgrade(path);
                var frame = RawPeer.frame(true, RawPeer.TEXT, new byte[100_000]);
                peer.sendBytes(Arrays.copyOf(frame, 10));

                assertThat(peer.readUntilClose().closeCode()).as(path).isEqualTo(1009);
            }
        }
    }

    @Test
    void moreConnectionsThanOneAddressMayHave() throws Exception {
        try (var attackers = attackers()) {
            attackers.each(2300, peer -> {});
            othersAreServed();
        }
    }

    @Test
    void headsThatAreLongOrHaveManyLinesAndDoNotEnd() throws Exception {
        var begin = "GET /api/spaces HTTP/1.1\r\nHost: localhost\r\n";
        try (var attackers = attackers()) {
            attackers.each(600, peer -> Attackers.send(peer, begin + "X: " + "x".repeat(15_000)));
            attackers.each(300, peer -> Attackers.send(peer, begin + "a:b\r\n".repeat(2500)));
            othersAreServed();
        }
    }

    @Test
    void jsonBodiesAnnouncedOrSentInPart() throws Exception {
        var path = "/api/spaces/" + space + "/requests";
        var json = "application/json";
        try (var attackers = attackers()) {
            attackers.each(110, peer -> {
                Attackers.send(peer, Attackers.post(path, token, json, 10_000_000));
                assertThat(peer.readHead()).startsWith("HTTP/1.1 413");
                Attackers.send(peer, "{\"prompt\":\"" + "x".repeat(HALF_MB));
            });
            attackers.each(
                    110,
                    peer -> Attackers.send(
                            peer,
                            Attackers.post(path, token, json, 2_000_000) + "{\"prompt\":\"" + "x".repeat(HALF_MB)));
            // Three bytes of text for each object.
            attackers.each(20, peer -> {
                var objects = "{\"parameters\":[" + "{},".repeat(600_000) + "{}]}";
                Attackers.send(peer, Attackers.post(path, token, json, objects.length()) + objects);
            });
            for (var other : List.of("/api/auth/login", "/oauth/token", "/api/ecg/streams", "/api/spaces", "/login")) {
                attackers.each(10, peer -> {
                    Attackers.send(peer, Attackers.post(other, token, json, 1_000_000));
                    assertThat(peer.readHead()).startsWith("HTTP/1.1 413");
                });
            }
            othersAreServed();
        }
    }

    @Test
    void slowHeadsAndBodiesAreCut() {
        int port = pulsegate.address().getPort();
        try (var head = RawPeer.connect(port);
                var body = RawPeer.connect(port);
                var upload = RawPeer.connect(port)) {
            Attackers.send(head, "GET /api/spaces HTTP/1.1\r\nHost: localhost\r\n");
            Attackers.send(
                    body,
                    Attackers.post("/api/spaces/" + space + "/requests", token, "application/json", 50)
                            + "{\"prompt\":");
            Attackers.send(upload, Attackers.post("/api/files?kind=file&name=a", token, "text/plain", 50) + "begun");

            assertThat(head.readHead()).startsWith("HTTP/1.1 408");
            assertThat(body.readHead()).startsWith("HTTP/1.1 408").contains("application/problem+json");
            upload.awaitEnd(LIMIT);
        }
    }

    @Test
    void requestsThatMeanTwoThingsOrNoneAreRefused() {
        var submit = "/api/spaces/" + space + "/requests";
        var json = "application/json";
        var two = "{\"prompt\":\"a\"} {\"prompt\":\"b\"}";
        assertThat(answer(Attackers.post(submit, token, json, two.length()) + two, false))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json");
        var compressed = "\r\nContent-Encoding: gzip";
        assertThat(answer(Attackers.post(submit, token, json + compressed, 5) + "12345", false))
                .startsWith("HTTP/1.1 415")
                .contains("application/problem+json");
        assertThat(answer(Attackers.post("/api/files?name=a", token, "text/plain" + compressed, 5) + "12345", false))
                .startsWith("HTTP/1.1 415");
        var chunked = "\r\nTransfer-Encoding: chunked";
        assertThat(answer(Attackers.post(submit, token, json + chunked, 5) + "2\r\n{}\r\n0\r\n\r\n", true))
                .startsWith("HTTP/1.1 400");
        assertThat(answer("GET /api/spaces HTTP/1.1\r\nAccept: */*\r\n\r\n", true))
                .startsWith("HTTP/1.1 400");
        assertThat(answer("GET /api/spaces HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", true))
                .startsWith("HTTP/1.1 400");
        assertThat(answer("GET /api/spaces HTTP/1.1\r\nHost: a\r\n" + "a: b\r\n".repeat(200) + "\r\n", true))
                .startsWith("HTTP/1.1 431");
    }

    private static String answer(String request, boolean ends) {
        try (var peer = RawPeer.connect(pulsegate.address().getPort())) {
            Attackers.send(peer, request);
            var head = peer.readHead();
            if (ends) {
                peer.awaitEnd(LIMIT);
            }
            return head;
        }
    }

    @Test
    void formsWithLongFieldsAndManyParts() throws Exception {
        var type = "multipart/form-data; boundary=b";
        var part = "--b\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\n";
        var paths = List.of("/api/spaces/" + space + "/requests", "/websockets/submit/" + space);
        try (var attackers = attackers()) {
            for (var path : paths) {
                attackers.each(
                        75,
                        peer -> Attackers.send(
                                peer, Attackers.post(path, token, type, 1L << 30) + part + "x".repeat(2 * HALF_MB)));
                attackers.each(
                        20,
                        peer -> Attackers.send(
                                peer, Attackers.post(path, token, type, 1L << 30) + part.repeat(10_000)));
                attackers.each(
                        20,
                        peer -> Attackers.send(
                                peer,
                                Attackers.post(path, token, type, 1L << 30) + "--b\r\nX: " + "x".repeat(HALF_MB)));
            }
            othersAreServed();
        }
    }

    @Test
    void compressedBodiesAndMessages() throws Exception {
        try (var attackers = attackers();
                var peer = RawPeer.connect(pulsegate.address().getPort())) {
            attackers.each(20, bomb -> {
                Attackers.send(
                        bomb,
                        Attackers.post("/api/spaces", token, "application/json\r\nContent-Encoding: gzip", 10_000));
                assertThat(bomb.readHead()).startsWith("HTTP/1.1 415");
            });
            assertThat(peer.upgrade("/ws/worker", "Sec-WebSocket-Extensions: permessage-deflate"))
                    .startsWith("HTTP/1.1 101")
                    .doesNotContainIgnoringCase("permessage-deflate");
            othersAreServed();
        }
    }

    @Test
    void pollingBodiesOfStrangers() throws Exception {
        try (var attackers = attackers()) {
            attackers.each(200, peer -> {
                Attackers.send(peer, "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost\r\n\r\n");
                var head = peer.readHead();
                var length = Integer.parseInt(head.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
                var sid = new String(peer.readBytes(length), StandardCharsets.US_ASCII)
                        .replaceAll(".*\"sid\":\"([^\"]+)\".*", "$1");
                Attackers.send(
                        peer,
                        Attackers.post("/socket.io/?EIO=4&transport=polling&sid=" + sid, token, "text/plain", 1_000_000)
                                + "4".repeat(HALF_MB));
            });
            othersAreServed();
        }
    }

    @Test
    void registeredWorkersThatFlood() throws Exception {
        try (var attackers = attackers()) {
            person.post(
                            "/api/spaces",
                            installation.object().put("name", "Flooded").put("worker_access", "OPEN"))
                    .expect(201);
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
            othersAreServed();
        }
    }

    @Test
    void followersThatDoNotRead() throws Exception {
        var id = person.post(
                        "/api/spaces", installation.object().put("name", "Loud").put("worker_access", "OPEN"))
                .expect(201)
                .path("id")
                .textValue();
        try (var attackers = attackers();
                var shouting = TestWorker.start(pulsegate.address(), "Loud", (request, out) -> {
                    for (int i = 0; i < 12; i++) {
                        out.chunk("x".repeat(HALF_MB));
                    }
                    return null;
                })) {
            call("register", "mallory", NEW_PASSWORD);
            var follower = call("login", "mallory", NEW_PASSWORD);
            var request = installation
                    .signIn("mallory", NEW_PASSWORD)
                    .post(
                            "/api/spaces/" + id + "/requests",
                            installation.object().put("prompt", "shout"))
                    .expect(202)
                    .path("id")
                    .textValue();
            var follow = "GET /api/requests/" + request
                    + "/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + follower + "\r\n\r\n";
            attackers.each(300, peer -> Attackers.send(peer, follow));
            Eventually.holds(LIMIT, () -> assertThat(person.get("/api/requests/" + request)
                            .expect(200)
                            .path("status")
                            .textValue())
                    .isEqualTo("completed"));
            othersAreServed();
            assertThat(shouting).isNotNull();
        }
    }
}
