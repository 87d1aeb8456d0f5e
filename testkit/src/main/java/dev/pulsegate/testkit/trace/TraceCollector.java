package dev.pulsegate.testkit.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Takes spans by OTLP over HTTP on a free port of the loopback address, or refuses them, as a test wants. The field numbers
 * are those of opentelemetry-proto's {@code trace.proto} and {@code common.proto}.
 */
public final class TraceCollector implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int UNAVAILABLE = 503;
    private static final int ERROR = 2;

    private final HttpServer server;
    private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean away;

    /** One that takes everything. */
    public TraceCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /** Its address, as OpenTelemetry's exporters are told it. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on it answers that it cannot, or it can again. */
    public void away(boolean isAway) {
        away = isAway;
    }

    /** How often it answered so. */
    public int refused() {
        return refused.get();
    }

    /** All it was sent so far. */
    public List<ReceivedSpan> spans() {
        return List.copyOf(spans);
    }

    /** The spans of a trace. */
    public List<ReceivedSpan> spans(String traceId) {
        return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
    }

    /** The span of a trace that has this name; waits for it. */
    public ReceivedSpan await(String traceId, String name) {
        return Eventually.value(SOON, () -> {
            var found = spans(traceId);
            assertThat(found).extracting(ReceivedSpan::name).contains(name);
            return found.stream()
                    .filter(span -> span.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        });
    }

    private void take(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        if (away) {
            refused.incrementAndGet();
            exchange.sendResponseHeaders(UNAVAILABLE, -1);
        } else {
            new ProtobufFields(body).messages(1).forEach(this::takeAll);
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
        exchange.close();
    }

    private void takeAll(ProtobufFields ofResource) {
        var service = attributes(ofResource.message(1), 1).get("service.name");
        for (var ofScope : ofResource.messages(2)) {
            ofScope.messages(2).forEach(span -> spans.add(span(service, span)));
        }
    }

    private static ReceivedSpan span(String service, ProtobufFields span) {
        return new ReceivedSpan(
                service,
                span.hex(1),
                span.hex(2),
                span.hex(4),
                span.text(5),
                span.number(7),
                span.number(8),
                attributes(span, 9),
                span.message(15).number(3) == ERROR);
    }

    private static Map<String, String> attributes(ProtobufFields holder, int number) {
        var attributes = new HashMap<String, String>();
        for (var attribute : holder.messages(number)) {
            attributes.put(attribute.text(1), value(attribute.message(2)));
        }
        return attributes;
    }

    private static String value(ProtobufFields value) {
        if (value.has(1)) {
            return value.text(1);
        }
        return value.has(2) ? String.valueOf(value.number(2) != 0) : String.valueOf(value.number(3));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
