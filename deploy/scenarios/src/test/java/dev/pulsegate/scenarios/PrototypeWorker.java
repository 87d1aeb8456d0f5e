package dev.pulsegate.scenarios;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.socket.client.IO;
import io.socket.client.Socket;
import org.json.JSONException;
import org.json.JSONObject;

import static org.assertj.core.api.Assertions.assertThat;

/** A worker written for the prototype: it comes back by itself as its Socket.IO client does, and brings nothing along. */
final class PrototypeWorker implements AutoCloseable {

    private static final Duration COMPUTES_FOR = Duration.ofMillis(300);

    private final Socket socket;
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> registered = new CompletableFuture<>();

    private PrototypeWorker(URI address, String transport, String space) {
        socket = IO.socket(
                address,
                IO.Options.builder()
                        .setForceNew(true)
                        .setTransports(new String[] {transport})
                        .build());
        socket.on(Socket.EVENT_CONNECT, _ -> socket.emit("register", new JSONObject(Map.of("space_name", space))));
        socket.on("register_response", _ -> registered.complete(null));
        socket.on("inference_request", arguments -> begin((JSONObject) arguments[0]));
    }

    /** Connects by a transport, and waits until it is registered. */
    static PrototypeWorker connect(URI address, String transport, String space) {
        var worker = new PrototypeWorker(address, transport, space);
        worker.socket.connect();
        assertThat(worker.registered).succeedsWithin(Scenario.SOON);
        return worker;
    }

    private void begin(JSONObject asked) {
        try {
            var request = asked.getString("request_id");
            handled.add(request);
            var result = new JSONObject(Map.of(
                    "request_id", request, "status", "completed", "result", new JSONObject(Map.of("text", "done"))));
            CompletableFuture.delayedExecutor(COMPUTES_FOR.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> socket.emit("inference_result", result));
        } catch (JSONException e) {
            throw new AssertionError(e);
        }
    }

    /** The requests it was handed, in order. */
    List<String> handled() {
        return List.copyOf(handled);
    }

    @Override
    public void close() {
        socket.close();
    }
}
