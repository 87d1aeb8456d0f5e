package dev.pulsegate.gateway.reliability;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.pulsegate.testkit.wait.Eventually;
import dev.pulsegate.worker.WorkerClient;
import dev.pulsegate.worker.WorkerEnd;
import dev.pulsegate.worker.WorkerEvent;

import static org.assertj.core.api.Assertions.assertThat;

/** The worker that PulseGate brings, at work in this process. It finishes requests when the test says so. */
final class ReferenceWorker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Semaphore finishing = new Semaphore(0);
    private final List<WorkerEvent> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<WorkerEnd> end = new CompletableFuture<>();
    private final WorkerClient client;

    /** Connects and registers, and waits for that. */
    ReferenceWorker(URI gateway, String space, int capacity) {
        client = WorkerClient.to(gateway)
                .spaces(space)
                .capacity(capacity)
                .handler((request, _) -> {
                    finishing.acquire();
                    return result(request.attempt().requestId());
                })
                .listener(events::add)
                .build();
        Thread.ofVirtual().start(this::run);
        Eventually.holds(
                PATIENCE, () -> assertThat(events(WorkerEvent.Registered.class)).hasSize(1));
    }

    private void run() {
        try {
            end.complete(client.run());
        } catch (InterruptedException e) {
            end.completeExceptionally(e);
        }
    }

    /** Has so many of the requests it has finish. */
    void finish(int count) {
        finishing.release(count);
    }

    /** What it answers to a request. */
    JsonNode resultOf(UUID request) {
        return result(request.toString());
    }

    private static ObjectNode result(String request) {
        return JsonNodeFactory.instance.objectNode().put("answers", request);
    }

    /** What happened to it until now, of one kind. */
    <T extends WorkerEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Has it end, with everything delivered. */
    void drain() {
        client.drain();
        assertThat(end).succeedsWithin(PATIENCE).isEqualTo(new WorkerEnd.Drained());
    }

    @Override
    public void close() {
        client.close();
        assertThat(end).succeedsWithin(PATIENCE);
    }
}
