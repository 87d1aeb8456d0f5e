package dev.pulsegate.testkit.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;

/** Publishes signing keys on a free port of the loopback address, or fails to, as a test wants. */
public final class JwksServer implements AutoCloseable {

    private static final String PATH = "/.well-known/jwks.json";

    private final HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Answer answer = new Answer(200, "{\"keys\":[]}");

    private record Answer(int status, String body) {}

    /** Starts a server that publishes no keys yet. */
    public JwksServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(PATH, this::respond);
        server.start();
    }

    private void respond(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        var now = answer;
        var body = now.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(now.status(), body.length == 0 ? -1 : body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** The issuer whose keys these are. */
    public String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Where the keys are. */
    public URI uri() {
        return URI.create(issuer() + PATH);
    }

    /** Publishes the public halves of these keys from now on. */
    public void publish(EllipticCurveJsonWebKey... keys) {
        answerWith(200, new JsonWebKeySet(List.of(keys)).toJson(OutputControlLevel.PUBLIC_ONLY));
    }

    /** Answers what is asked at another path. */
    public void serve(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    /** Gives this answer from now on. */
    public void answerWith(int status, String body) {
        answer = new Answer(status, body);
    }

    /** How often the keys were asked for. */
    public int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
