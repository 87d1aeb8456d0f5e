package dev.pulsegate.testkit.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/** Publishes what a test puts there, as {@link TestRevocations} does; until then that nothing was revoked. */
final class RevocationsEndpoint implements HttpHandler {

    static final String PATH = "/.well-known/revocations";

    /** How often it was read since something was put there, for whoever asks for nothing else. */
    static final String READS = "Reads";

    private final Supplier<String> nothingRevoked;
    private volatile byte[] present = {};
    private final AtomicInteger reads = new AtomicInteger();

    RevocationsEndpoint(Supplier<String> nothingRevoked) {
        this.nothingRevoked = nothingRevoked;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("PUT")) {
                present = exchange.getRequestBody().readAllBytes();
                reads.set(0);
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set(READS, Integer.toString(reads.get()));
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            reads.incrementAndGet();
            var put = present;
            var body = put.length > 0 ? put : nothingRevoked.get().getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
