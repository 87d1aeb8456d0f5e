package dev.pulsegate.scenarios;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.pulsegate.testkit.wait.Eventually;
import dev.pulsegate.worker.WorkerClient;
import dev.pulsegate.worker.WorkerClientBuilder;
import dev.pulsegate.worker.WorkerEnd;
import dev.pulsegate.worker.WorkerEvent;
import dev.pulsegate.worker.handler.Handler;

import static org.assertj.core.api.Assertions.assertThat;

/** The worker that PulseGate brings, at work in this process. */
final class Worker implements AutoCloseable {

    private final List<WorkerEvent> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<WorkerEnd> end = new CompletableFuture<>();
    private final WorkerClient client;

    private Worker(WorkerClientBuilder builder) {
        client = builder.listener(events::add).build();
        Thread.ofVirtual().start(() -> {
            try {
                end.complete(client.run());
            } catch (InterruptedException e) {
                end.completeExceptionally(e);
            }
        });
        awaitEvent(WorkerEvent.Registered.class);
    }

    /** One for a space that any worker may serve; waits until it is registered. */
    static Worker at(URI gateway, String space, Handler handler) {
        return new Worker(WorkerClient.to(gateway).spaces(space).handler(handler));
    }

    /** One with an access key. */
    static Worker withKey(URI gateway, String key, String space, Handler handler) {
        return new Worker(WorkerClient.to(gateway).accessKey(key).spaces(space).handler(handler));
    }

    /** Waits until something has happened to it. */
    void awaitEvent(Class<? extends WorkerEvent> type) {
        Eventually.holds(Scenario.SOON, () -> assertThat(events).as("%s", end).hasAtLeastOneElementOfType(type));
    }

    /** How often it has registered so far. */
    long registrations() {
        return events.stream().filter(WorkerEvent.Registered.class::isInstance).count();
    }

    /** Waits until it has ended as it does when it is not wanted any more; why. */
    String awaitRefusal() {
        assertThat(end).as("%s", events).succeedsWithin(Scenario.SOON);
        assertThat(end.join()).isInstanceOf(WorkerEnd.Refused.class);
        return ((WorkerEnd.Refused) end.join()).reason();
    }

    /** Cuts the connection, whatever it works on. */
    @Override
    public void close() {
        client.close();
        assertThat(end).succeedsWithin(Scenario.SOON);
    }
}
