package dev.pulsegate.gateway.reliability;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.pulsegate.gateway.reliability.HandedOver.Attempt;

import static org.assertj.core.api.Assertions.assertThat;

/** A worker on a real socket that does with each request what a test says, and remembers all it was told. */
final class SimulatedWorker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final BiConsumer<SimulatedWorker, HandedOver> whenHandedOver;
    private final CompletableFuture<Void> registered = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final List<HandedOver> handedOver = new ArrayList<>();
    private final Map<Attempt, CompletableFuture<Boolean>> answers = new ConcurrentHashMap<>();
    private final WebSocket socket;
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

    private SimulatedWorker(URI gateway, String name, BiConsumer<SimulatedWorker, HandedOver> whenHandedOver) {
        this.name = name;
        this.whenHandedOver = whenHandedOver;
        socket = CLIENT.newWebSocketBuilder()
                .connectTimeout(PATIENCE)
                .buildAsync(URI.create("ws://" + gateway.getAuthority() + "/ws/worker"), new Reader())
                .join();
    }

    /** Connects and registers, and waits for that. Nothing is done with requests but to keep them. */
    static SimulatedWorker holding(URI gateway, String space, String name, int capacity) {
        return connect(gateway, space, name, capacity, (_, _) -> {});
    }

    /** Connects and registers, and waits for that. Every request is completed at once. */
    static SimulatedWorker completing(URI gateway, String space, String name, int capacity) {
        return connect(gateway, space, name, capacity, SimulatedWorker::complete);
    }

    /** Connects and registers, and waits for that. */
    static SimulatedWorker connect(
            URI gateway,
            String space,
            String name,
            int capacity,
            BiConsumer<SimulatedWorker, HandedOver> whenHandedOver) {
        var worker = new SimulatedWorker(gateway, name, whenHandedOver);
        worker.send(Map.of("type", "register", "space_name", space, "capacity", capacity, "worker_name", name));
        assertThat(worker.registered).as("it is registered").succeedsWithin(PATIENCE);
        return worker;
    }

    private final class Reader implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                receive(parse(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            left();
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            left();
        }
    }

    private void left() {
        registered.completeExceptionally(new IllegalStateException("the connection ended"));
        gone.complete(null);
    }

    private void receive(JsonNode message) {
        switch (message.get("type").textValue()) {
            case "register_response" -> {
                if (message.get("success").booleanValue()) {
                    registered.complete(null);
                } else {
                    registered.completeExceptionally(new IllegalStateException(message.toString()));
                }
            }
            case "inference_request" -> {
                var request = new HandedOver(
                        uuid(message, "request_id"),
                        message.get("attempt").intValue(),
                        uuid(message, "lease"),
                        Instant.parse(message.get("deadline").textValue()),
                        URI.create(message.path("upload").path("put_url").asText()),
                        URI.create(message.path("upload").path("final_url").asText()));
                synchronized (handedOver) {
                    handedOver.add(request);
                }
                whenHandedOver.accept(this, request);
            }
            case "inference_result_response" ->
                answer(new Attempt(
                                uuid(message, "request_id"),
                                message.get("attempt").intValue()))
                        .complete(message.get("accepted").booleanValue());
            default -> {}
        }
    }

    private static UUID uuid(JsonNode message, String member) {
        return UUID.fromString(message.get(member).textValue());
    }

    /** Says that a request is completed, with this worker's name as the result. The request may be another worker's. */
    void complete(HandedOver request) {
        send(Map.of(
                "type",
                "inference_result",
                "request_id",
                request.requestId(),
                "attempt",
                request.attempt(),
                "lease",
                request.lease(),
                "status",
                "completed",
                "result",
                Map.of("worker", name, "attempt", request.attempt())));
    }

    /** Whether the attempt's result was taken; known when the gateway has said so. */
    CompletableFuture<Boolean> answer(Attempt attempt) {
        return answers.computeIfAbsent(attempt, _ -> new CompletableFuture<>());
    }

    /** The attempts whose results the gateway said it took. */
    List<Attempt> accepted() {
        return answers.entrySet().stream()
                .filter(each -> each.getValue().getNow(false))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What it was handed over until now, in order. */
    List<HandedOver> handedOver() {
        synchronized (handedOver) {
            return List.copyOf(handedOver);
        }
    }

    /** Completes when the connection has ended, from either side. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    /** Takes no more, and finishes what it has. */
    void drain() {
        send(Map.of("type", "drain"));
    }

    /** Sends in order. What cannot be sent any more is lost, as it is where a worker dies. */
    private synchronized void send(Map<String, ?> message) {
        try {
            var text = JSON.writeValueAsString(message);
            sent = sent.thenCompose(_ -> socket.sendText(text, true)).exceptionally(_ -> null);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Ends the connection as the operating system does for a process that is killed. */
    void kill() {
        socket.abort();
        left();
    }

    @Override
    public void close() {
        kill();
    }
}
