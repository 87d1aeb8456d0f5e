package dev.pulsegate.worker;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.pulsegate.worker.fake.Eventually;
import dev.pulsegate.worker.handler.Handler;

import static org.assertj.core.api.Assertions.assertThat;

/** A worker at work, for a test. It does not wait before it connects again. */
final class RunningWorker implements AutoCloseable {

    private final WorkerClient client;
    private final List<WorkerEvent> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<WorkerEnd> end = new CompletableFuture<>();

    private RunningWorker(URI gateway, Handler handler, UnaryOperator<WorkerClientBuilder> settings) {
        client = settings.apply(WorkerClient.to(gateway)
                        .spaces("S")
                        .handler(handler)
                        .pause((delay, event) -> LockSupport.parkNanos(1_000_000))
                        .listener(events::add))
                .build();
        Thread.ofVirtual().start(() -> {
            try {
                end.complete(client.run());
            } catch (InterruptedException e) {
                end.completeExceptionally(e);
            }
        });
    }

    static RunningWorker start(URI gateway, Handler handler, UnaryOperator<WorkerClientBuilder> settings) {
        return new RunningWorker(gateway, handler, settings);
    }

    static RunningWorker start(URI gateway, Handler handler) {
        return start(gateway, handler, settings -> settings);
    }

    static ObjectNode text(String text) {
        return JsonNodeFactory.instance.objectNode().put("text", text);
    }

    WorkerClient client() {
        return client;
    }

    List<WorkerEvent> events() {
        return events;
    }

    <T extends WorkerEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends WorkerEvent> T event(Class<T> type) {
        Eventually.eventually(type.getSimpleName(), () -> !events(type).isEmpty());
        return events(type).getFirst();
    }

    boolean isOver() {
        return end.isDone();
    }

    WorkerEnd end() {
        assertThat(end).succeedsWithin(Eventually.LIMIT);
        return end.join();
    }

    @Override
    public void close() {
        client.close();
        end();
    }
}
