package dev.pulsegate.bench.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/** On the JDK's own HTTP server. */
class SubmitterTest {

    private static final String ACCEPTED = "{\"id\":\"1\",\"accepted_at\":\"2026-01-01T00:00:00.000001Z\"}";

    private final List<String> bodies = new ArrayList<>();
    private final AtomicReference<InetSocketAddress> peer = new AtomicReference<>();
    private final AtomicReference<String> preference = new AtomicReference<>();
    private HttpServer server;

    @BeforeEach
    void startAServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/spaces/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            peer.set(exchange.getRemoteAddress());
            preference.set(exchange.getRequestHeaders().getFirst("Prefer"));
            var answer = ACCEPTED.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(202, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopIt() {
        server.stop(0);
    }

    private Site site() {
        return new Site(server.getAddress().getPort(), new UUID(0, 1), "token");
    }

    @Test
    void oneConnectionSubmitsOneRequestAfterTheOther() throws IOException {
        try (var submitter = Submitter.connect(site(), true)) {
            var first = submitter.submit(7);
            var from = peer.get();
            var second = submitter.submit(123_456);

            assertThat(first).isEqualTo(new Submitter.Answer(202, ACCEPTED));
            assertThat(second).isEqualTo(first);
            assertThat(peer.get()).isEqualTo(from);
        }
        assertThat(bodies).containsExactly("{\"prompt\":\"7\"}", "{\"prompt\":\"123456\"}");
        assertThat(preference.get()).isEqualTo("wait=30");
    }

    @Test
    void whoDoesNotWaitForTheEndDoesNotAskForIt() throws IOException {
        try (var submitter = Submitter.connect(site(), false)) {
            submitter.submit(1);
        }
        assertThat(preference.get()).isNull();
    }

    @Test
    void aServerThatIsGoneIsAnError() throws IOException {
        try (var submitter = Submitter.connect(site(), true)) {
            submitter.submit(1);
            server.stop(0);

            assertThatIOException().isThrownBy(() -> submitter.submit(2));
        }
    }

    @Test
    void anAnswersMembersAreFound() {
        assertThat(Json.string(ACCEPTED, "accepted_at")).isEqualTo("2026-01-01T00:00:00.000001Z");
        assertThat(Json.string(ACCEPTED, "result")).isNull();
        assertThat(Json.integer("{\"attempt\":12,\"lease\":\"x\"}", "attempt")).isEqualTo(12);
    }
}
