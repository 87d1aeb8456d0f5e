package dev.pulsegate.standalone;

import java.net.URI;

import dev.pulsegate.worker.WorkerClient;
import dev.pulsegate.worker.handler.Handler;

/** A worker in the test's own process. */
final class TestWorker implements AutoCloseable {

    private final WorkerClient client;

    private TestWorker(WorkerClient client) {
        this.client = client;
    }

    /** Starts one for a space anybody may serve. */
    static TestWorker start(URI gateway, String space, Handler handler) {
        return start(gateway, "", space, handler);
    }

    /** Starts one with an access key; it connects in the background. */
    static TestWorker start(URI gateway, String key, String space, Handler handler) {
        var builder = WorkerClient.to(gateway)
                .spaces(space)
                .name("bench-3")
                .version("2.1")
                .handler(handler);
        var client = (key.isEmpty() ? builder : builder.accessKey(key)).build();
        Thread.ofVirtual().start(() -> {
            try {
                client.run();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        return new TestWorker(client);
    }

    /** Cuts the connection, whatever it works on. */
    @Override
    public void close() {
        client.close();
    }
}
