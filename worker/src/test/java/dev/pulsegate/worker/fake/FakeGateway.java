package dev.pulsegate.worker.fake;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocketHandshake;

import static org.assertj.core.api.Assertions.assertThat;

/** A gateway that does what a test tells it to: a real HTTP and WebSocket server on a free port. */
public final class FakeGateway implements AutoCloseable {

    /** An answer of the token endpoint. */
    public record TokenAnswer(int status, String body, Map<String, String> headers) {}

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final BlockingQueue<FakeConnection> connections = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> tokenForms = new LinkedBlockingQueue<>();
    private final Map<String, Buffer> files = new ConcurrentHashMap<>();

    private volatile UnaryOperator<TokenAnswer> tokenAnswers = answer -> answer;
    private volatile Optional<Integer> handshakeStatus = Optional.empty();
    private final AtomicInteger tokens = new AtomicInteger();

    private FakeGateway(int port) {
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        // Small: a gateway that does not read is soon noticed.
                        .setReceiveBufferSize(64 << 10)
                        .setMaxWebSocketMessageSize(4 << 20)
                        .setMaxWebSocketFrameSize(4 << 20))
                .webSocketHandshakeHandler(this::handshake)
                .webSocketHandler(socket -> connections.add(new FakeConnection(socket)))
                .requestHandler(this::request);
        await(server.listen());
    }

    /** Starts one on a free port. */
    public static FakeGateway start() {
        return new FakeGateway(0);
    }

    /** Starts one on a port, as after a restart. */
    public static FakeGateway startAt(int port) {
        return new FakeGateway(port);
    }

    public int port() {
        return server.actualPort();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** The next connection, waiting for it. */
    public FakeConnection connection() {
        return taken(connections, "a connection");
    }

    /** The next connection, after it has registered. */
    public FakeConnection registeredConnection() {
        var connection = connection();
        connection.register();
        return connection;
    }

    /** Whether no connection is there to be taken. */
    public boolean hasNoConnection() {
        return connections.isEmpty();
    }

    /** The next form the token endpoint was sent, waiting for it. */
    public String tokenForm() {
        return taken(tokenForms, "a token request");
    }

    /** How many tokens were given out. */
    public int tokens() {
        return tokens.get();
    }

    /** Answers token requests otherwise from now on. */
    public void answerTokensWith(UnaryOperator<TokenAnswer> answers) {
        tokenAnswers = answers;
    }

    /** Answers handshakes with a status instead of a WebSocket from now on; none to stop that. */
    public void answerHandshakesWith(Optional<Integer> status) {
        handshakeStatus = status;
    }

    /** What was put, or is to be had, under a path. */
    public Map<String, Buffer> files() {
        return files;
    }

    private void handshake(ServerWebSocketHandshake handshake) {
        if (!"/ws/worker".equals(handshake.path())) {
            handshake.reject(404);
        } else if (handshakeStatus.isPresent()) {
            handshake.reject(handshakeStatus.get());
        } else {
            handshake.accept();
        }
    }

    private void request(HttpServerRequest request) {
        switch (request.method().name() + " " + request.path()) {
            case "POST /oauth/token" -> request.body().onSuccess(body -> token(request, body.toString()));
            default -> file(request);
        }
    }

    private void token(HttpServerRequest request, String form) {
        var usual = new TokenAnswer(
                200,
                "{\"access_token\":\"token-" + (tokens.get() + 1) + "\",\"token_type\":\"Bearer\",\"expires_in\":600}",
                Map.of());
        var answer = tokenAnswers.apply(usual);
        if (answer.status() == 200) {
            tokens.incrementAndGet();
        }
        tokenForms.add(form);
        var response = request.response().setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.end(answer.body());
    }

    private void file(HttpServerRequest request) {
        var path = request.path();
        if ("PUT".equals(request.method().name()) && path.startsWith("/put/")) {
            request.body().onSuccess(body -> {
                files.put(path, body);
                request.response().setStatusCode(201).end();
            });
        } else if (files.containsKey(path)) {
            request.response().end(files.get(path));
        } else {
            request.response().setStatusCode(404).end();
        }
    }

    static <T> T taken(BlockingQueue<T> queue, String what) {
        try {
            var taken = queue.poll(Eventually.LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(taken).as(what).isNotNull();
            return taken;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static <T> void await(Future<T> future) {
        CompletableFuture<T> done = future.toCompletionStage().toCompletableFuture();
        assertThat(done).succeedsWithin(Eventually.LIMIT);
    }

    /** Ends it, with all its connections. */
    @Override
    public void close() {
        await(vertx.close());
    }
}
