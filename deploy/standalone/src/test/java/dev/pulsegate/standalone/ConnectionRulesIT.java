package dev.pulsegate.standalone;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.pulsegate.testkit.socket.RawPeer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What the bounds on connections, heads and bodies answer, and that they are in no ordinary client's way. */
class ConnectionRulesIT {

    private static final String JSON = "application/json";

    @RegisterExtension
    static final SmallHeap pulsegate = new SmallHeap();

    @Test
    void oneConnectionTakesOneRequestAfterTheOtherAndThenAWebSocket() {
        var get = "GET /api/spaces HTTP/1.1\r\nHost: localhost\r\n\r\n";
        // Looks like a head to whoever takes it for one.
        var json = "{\"prompt\":\r\n\r\n\"one\"}\r\n";
        var announced = Attackers.post(pulsegate.submissions(), pulsegate.token(), JSON, json.length()) + json;
        var chunked = announced
                .replaceFirst("Content-Length: \\d+", "Transfer-Encoding: chunked")
                .replace(json, Integer.toHexString(json.length()) + "\r\n" + json + "\r\n0\r\n\r\n");
        try (var peer = pulsegate.connect()) {
            for (int i = 0; i < 20; i++) {
                assertThat(whole(peer, get)).startsWith("HTTP/1.1 401");
                assertThat(whole(peer, announced)).startsWith("HTTP/1.1 202");
                assertThat(whole(peer, chunked)).startsWith("HTTP/1.1 202");
            }
            Attackers.send(peer, get + announced);
            assertThat(whole(peer, "")).startsWith("HTTP/1.1 401");
            assertThat(whole(peer, "")).startsWith("HTTP/1.1 202");

            assertThat(peer.upgrade("/ws/worker")).startsWith("HTTP/1.1 101");
        }
    }

    /** Sends a request, and reads the whole answer; its head. */
    private static String whole(RawPeer peer, String request) {
        Attackers.send(peer, request);
        var head = peer.readHead();
        peer.readBytes(Integer.parseInt(head.replaceAll("(?is).*content-length: (\\d+).*", "$1")));
        return head;
    }

    @Test
    void afterAPathNobodyCanReadTheConnectionGoesOn() {
        try (var peer = pulsegate.connect()) {
            assertThat(whole(peer, "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .startsWith("HTTP/1.1 400");
            assertThat(whole(peer, "GET /api/spaces HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void clientsOfBothVersionsSendFilesAndJsonByTheSameConnections() throws Exception {
        for (var version : HttpClient.Version.values()) {
            try (var http = HttpClient.newBuilder().version(version).build()) {
                for (int i = 0; i < 3; i++) {
                    assertThat(post(http, "/api/files?name=a", "application/octet-stream", new byte[5 << 20]))
                            .as(version.name())
                            .isEqualTo(201);
                    assertThat(post(http, pulsegate.submissions(), JSON, "{\"prompt\":\"a\"}".getBytes(UTF_8)))
                            .as(version.name())
                            .isEqualTo(202);
                }
            }
        }
        pulsegate.servesOthers();
    }

    /** What a request tells the other services must not take its caller away while it is being answered. */
    @Test
    void whoCallsIsTheSameToTheEndOfARequest() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            for (int i = 0; i < 150; i++) {
                var space = "{\"name\":\"Many " + i + "\",\"worker_access\":\"OPEN\"}";
                assertThat(post(http, "/api/spaces", JSON, space.getBytes(UTF_8)))
                        .as("space %d", i)
                        .isEqualTo(201);
            }
        }
    }

    private static int post(HttpClient http, String path, String type, byte[] body) throws Exception {
        var call = HttpRequest.newBuilder(URI.create(pulsegate.process().address() + path))
                .header("Authorization", "Bearer " + pulsegate.token())
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .timeout(SmallHeap.LIMIT)
                .build();
        return http.send(call, BodyHandlers.ofString()).statusCode();
    }

    @Test
    void bodiesLongerThanTheirRoutesTakeAreRefusedUnread() {
        for (var path : List.of(
                pulsegate.submissions(),
                "/api/auth/login",
                "/oauth/token",
                "/api/ecg/streams",
                "/api/spaces",
                "/login")) {
            assertThat(answer(Attackers.post(path, pulsegate.token(), JSON, 10_000_000), false))
                    .as(path)
                    .startsWith("HTTP/1.1 413")
                    .contains("application/problem+json");
        }
    }

    @Test
    void aStrangersMessageIsRefusedByItsLengthAloneWithWords() {
        for (var path : List.of("/ws/worker", "/socket.io/?EIO=4&transport=websocket")) {
            try (var peer = pulsegate.connect()) {
                peer.upgrade(path);
                var frame = RawPeer.frame(true, RawPeer.TEXT, new byte[100_000]);
                peer.sendBytes(Arrays.copyOf(frame, 10));

                assertThat(peer.readUntilClose().closeCode()).as(path).isEqualTo(1009);
            }
        }
    }

    @Test
    void slowHeadsAndBodiesAreCut() {
        int port = pulsegate.process().address().getPort();
        try (var head = RawPeer.connect(port);
                var body = RawPeer.connect(port);
                var upload = RawPeer.connect(port)) {
            Attackers.send(head, "GET /api/spaces HTTP/1.1\r\nHost: localhost\r\n");
            Attackers.send(
                    body,
                    Attackers.post(pulsegate.submissions(), pulsegate.token(), "application/json", 50)
                            + "{\"prompt\":");
            Attackers.send(
                    upload,
                    Attackers.post("/api/files?kind=file&name=a", pulsegate.token(), "text/plain", 50) + "begun");

            assertThat(head.readHead()).startsWith("HTTP/1.1 408");
            assertThat(body.readHead()).startsWith("HTTP/1.1 408").contains("application/problem+json");
            upload.awaitEnd(SmallHeap.LIMIT);
        }
    }

    @Test
    void requestsThatMeanTwoThingsOrNoneAreRefused() {
        var submit = pulsegate.submissions();
        var json = "application/json";
        var two = "{\"prompt\":\"a\"} {\"prompt\":\"b\"}";
        assertThat(answer(Attackers.post(submit, pulsegate.token(), json, two.length()) + two, false))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json");
        var compressed = "\r\nContent-Encoding: gzip";
        assertThat(answer(Attackers.post(submit, pulsegate.token(), json + compressed, 5) + "12345", false))
                .startsWith("HTTP/1.1 415")
                .contains("application/problem+json");
        assertThat(answer(
                        Attackers.post("/api/files?name=a", pulsegate.token(), "text/plain" + compressed, 5) + "12345",
                        false))
                .startsWith("HTTP/1.1 415");
        var chunked = "\r\nTransfer-Encoding: chunked";
        assertThat(answer(Attackers.post(submit, pulsegate.token(), json + chunked, 5) + "2\r\n{}\r\n0\r\n\r\n", true))
                .startsWith("HTTP/1.1 400");
        assertThat(answer("GET /api/spaces HTTP/1.1\r\nAccept: */*\r\n\r\n", true))
                .startsWith("HTTP/1.1 400");
        assertThat(answer("GET /api/spaces HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", true))
                .startsWith("HTTP/1.1 400");
        assertThat(answer("GET /api/spaces HTTP/1.1\r\nHost: a\r\n" + "a: b\r\n".repeat(200) + "\r\n", true))
                .startsWith("HTTP/1.1 431");
    }

    private static String answer(String request, boolean ends) {
        try (var peer = pulsegate.connect()) {
            Attackers.send(peer, request);
            var head = peer.readHead();
            if (ends) {
                peer.awaitEnd(SmallHeap.LIMIT);
            }
            return head;
        }
    }
}
