package dev.pulsegate.bench.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Stream;

/** An administrator's HTTP client, which signs in again before its token ends. Safe for use by threads. */
public final class SignedInClient implements AutoCloseable {

    private static final Duration TOKEN_RENEWAL = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PulseGate server;
    private final HttpClient http = HttpClient.newHttpClient();
    private String token = "";
    private long tokenNanos;

    /** A client of a server, which it signs in at when it is first used. */
    public SignedInClient(PulseGate server) {
        this.server = server;
    }

    /**
     * Sends a request.
     *
     * @param headers names and values of headers beside the usual ones
     */
    public HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        return send(method, path, body, BodyHandlers.ofString(), headers);
    }

    /**
     * Gets what comes line by line, for as long as it comes. An {@link java.io.UncheckedIOException} is thrown where it
     * breaks off.
     */
    public HttpResponse<Stream<String>> lines(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody(), BodyHandlers.ofLines(), headers);
    }

    private <T> HttpResponse<T> send(
            String method, String path, BodyPublisher body, BodyHandler<T> handler, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), handler);
    }

    private synchronized String token() throws IOException, InterruptedException {
        long now = System.nanoTime();
        if (token.isEmpty() || now - tokenNanos > TOKEN_RENEWAL.toNanos()) {
            token = server.signIn();
            tokenNanos = now;
        }
        return token;
    }

    /** Drops what is under way. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
