package dev.pulsegate.testkit.caller;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.pulsegate.testkit.caller.CallerTable.Row;

/** Asks one route one time and tells how it answered. */
final class RouteProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final int OPEN = 200;
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;
    private static final int UNSUPPORTED_TYPE = 415;
    private static final int CLOSE_CODES = 4000;

    /** A route may read bodies of several kinds by several methods: all are asked. */
    private static final List<String> TYPES = List.of(
            "application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain");

    private final URI address;
    private final HttpClient http = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .build();

    RouteProbe(URI address) {
        this.address = address;
    }

    /**
     * How a route answered.
     *
     * @param statuses the status for each kind of body that the route reads
     */
    record Answer(List<Integer> statuses) {

        /** Whether it told to sign in. */
        boolean isUnauthenticated() {
            return statuses.stream().allMatch(status -> status == UNAUTHENTICATED);
        }

        /** Whether it refused, for whatever body. */
        boolean isForbidden() {
            return statuses.stream().allMatch(status -> status == FORBIDDEN);
        }
    }

    Answer ask(Row row, String token) {
        var path = row.path()
                .replaceAll("\\{\\w+}", "01a20051-8a1b-767c-9a77-b325aa3acad3")
                .replace("*", "x");
        return switch (row.method()) {
            case "WS" -> new Answer(List.of(socket(path, token)));
            case "SOCKET.IO" -> new Answer(List.of(socketIo(path, token)));
            default -> http(row.method(), path, token);
        };
    }

    private Answer http(String method, String path, String token) {
        if (!WITH_BODY.contains(method)) {
            return new Answer(List.of(status(request(path, token).method(method, BodyPublishers.noBody()))));
        }
        var statuses = new ArrayList<Integer>();
        for (var type : TYPES) {
            var body = type.startsWith("multipart") ? "--x--\r\n" : type.endsWith("json") ? "{\"\":\"\"}" : "";
            statuses.add(status(
                    request(path, token).header("Content-Type", type).method(method, BodyPublishers.ofString(body))));
        }
        var read =
                statuses.stream().filter(status -> status != UNSUPPORTED_TYPE).toList();
        return new Answer(read.isEmpty() ? statuses : read);
    }

    private HttpRequest.Builder request(String path, String token) {
        var request = HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    /** The status alone: a stream of events has no end. A page that sends to the form to sign in says 401 in its way. */
    private int status(HttpRequest.Builder request) {
        var answer = send(request.build(), BodyHandlers.ofInputStream());
        close(answer.body());
        var location = answer.headers().firstValue("Location").orElse("");
        return location.startsWith("/login?next=") ? UNAUTHENTICATED : answer.statusCode();
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(request.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Connects and says something: whoever is let in gets an answer or a frame, others a close code. */
    private int socket(String path, String token) {
        var first = new CompletableFuture<Integer>();
        var builder = http.newWebSocketBuilder();
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        var socket = builder.buildAsync(URI.create("ws://" + address.getAuthority() + path), new FirstEvent(first))
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        try {
            // It may be closed by now, which the code tells.
            return socket.sendText("{}", true)
                    .exceptionally(closed -> socket)
                    .thenCompose(said -> first)
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } finally {
            socket.abort();
        }
    }

    private record FirstEvent(CompletableFuture<Integer> status) implements WebSocket.Listener {

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            status.complete(OPEN);
            return WebSocket.Listener.super.onText(socket, data, last);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            status.complete(OPEN);
            return WebSocket.Listener.super.onBinary(socket, data, last);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            status.complete(code - CLOSE_CODES);
            return WebSocket.Listener.super.onClose(socket, code, reason);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            status.completeExceptionally(error);
        }
    }

    /** By polling: open, connect to the namespace, read what comes of it (Engine.IO 4, Socket.IO 5). */
    private int socketIo(String path, String token) {
        var polling = path + "/?EIO=4&transport=polling";
        var open = send(request(polling, null).build(), BodyHandlers.ofString()).body();
        var session = polling + "&sid=" + open.replaceAll(".*\"sid\":\"([^\"]+)\".*", "$1");
        var connect = token == null ? "40" : "40{\"token\":\"" + token + "\"}";
        send(request(session, null).POST(BodyPublishers.ofString(connect)).build(), BodyHandlers.ofString());
        var packets = Stream.of(send(request(session, null).build(), BodyHandlers.ofString())
                .body()
                .split("\u001e"));
        return packets.anyMatch(packet -> packet.startsWith("40")) ? OPEN : FORBIDDEN;
    }
}
