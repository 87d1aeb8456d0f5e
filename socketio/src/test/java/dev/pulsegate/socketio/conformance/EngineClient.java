package dev.pulsegate.socketio.conformance;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import dev.pulsegate.testkit.socket.RawPeer;
import dev.pulsegate.testkit.socket.TestSocket;

/** Requests to one of the test's servers, as a client that polls or uses a WebSocket makes them; and wrong ones. */
final class EngineClient {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    private final HttpClient http;
    private final URI base;
    private final String path;

    EngineClient(URI base, String path) {
        this(base, path, HttpClient.Version.HTTP_1_1);
    }

    EngineClient(URI base, String path, HttpClient.Version version) {
        this.http = HttpClient.newBuilder().version(version).build();
        this.base = base;
        this.path = path;
    }

    int port() {
        return base.getPort();
    }

    /** The address for a session that polls. */
    String polling(String sid) {
        return path + "/?EIO=4&transport=polling&sid=" + sid;
    }

    /** The address for a session's WebSocket. */
    String webSocket(String sid) {
        return path + "/?EIO=4&transport=websocket&sid=" + sid;
    }

    HttpResponse<String> send(String method, String query, BodyPublisher body, String... headers) {
        return join(http.sendAsync(request(method, path + query, body, headers), BodyHandlers.ofString()));
    }

    private HttpRequest request(String method, String target, BodyPublisher body, String... headers) {
        var request =
                HttpRequest.newBuilder(base.resolve(target)).timeout(PATIENCE).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    private static <T> T join(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    HttpResponse<String> handshake(String query, String... headers) {
        return send("GET", query, BodyPublishers.noBody(), headers);
    }

    /** Begins a session that polls. */
    String open() {
        return sid(handshake("/?EIO=4&transport=polling").body());
    }

    static String sid(String openPacket) {
        var found = SID.matcher(openPacket);
        if (!found.find()) {
            throw new AssertionError("no sid in " + openPacket);
        }
        return found.group(1);
    }

    CompletableFuture<HttpResponse<String>> beginGet(String sid) {
        return http.sendAsync(request("GET", polling(sid), BodyPublishers.noBody()), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String sid) {
        return join(beginGet(sid));
    }

    HttpResponse<String> post(String sid, String body) {
        return post(sid, BodyPublishers.ofString(body));
    }

    HttpResponse<String> post(String sid, BodyPublisher body) {
        return join(http.sendAsync(request("POST", polling(sid), body), BodyHandlers.ofString()));
    }

    /** Begins a session on a WebSocket; its handshake has yet to be read. */
    TestSocket connect() {
        return TestSocket.open(
                base.resolve(path + "/?EIO=4&transport=websocket").toString().replace("http:", "ws:"));
    }

    /** Opens a WebSocket for a session that polls. */
    TestSocket upgrade(String sid) {
        return TestSocket.open(base.resolve(webSocket(sid)).toString().replace("http:", "ws:"));
    }

    /** Asks for a WebSocket, byte by byte; the first line of the answer. */
    String refusalOfWebSocket(String query, String... headerLines) {
        try (var peer = RawPeer.connect(base.getPort())) {
            return peer.upgrade(path + query, headerLines).lines().findFirst().orElseThrow();
        }
    }

    /** A connection on which the test writes the bytes itself. */
    RawPeer raw() {
        return RawPeer.connect(base.getPort());
    }

    /** Sends the head of a request, and so much of its body. */
    static void beginRequest(RawPeer peer, String requestLine, String headers, String bodyPart) {
        peer.sendBytes((requestLine + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n" + bodyPart)
                .getBytes(StandardCharsets.US_ASCII));
    }
}
