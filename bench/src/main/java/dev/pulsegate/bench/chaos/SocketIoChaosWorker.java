package dev.pulsegate.bench.chaos;

import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import org.json.JSONObject;

/** A worker of the prototype's kind: it connects again by itself, and what it had is lost with the connection. */
final class SocketIoChaosWorker {

    private static final int CAPACITY = 2;

    /** Every one of these may be refused or lost; it only has to go on. */
    private static final long LONGEST_RECONNECT_MILLIS = 2000;

    private final Socket socket;
    private final String space;
    private final String name;

    SocketIoChaosWorker(URI gateway, String space, String name) {
        this.space = space;
        this.name = name;
        var options = IO.Options.builder()
                .setReconnectionDelayMax(LONGEST_RECONNECT_MILLIS)
                .build();
        socket = IO.socket(gateway, options);
    }

    void serve() throws InterruptedException {
        socket.on(
                Socket.EVENT_CONNECT,
                _ -> socket.emit(
                        "register", json(Map.of("space_name", space, "capacity", CAPACITY, "worker_name", name))));
        socket.on("inference_request", arguments -> {
            var id = ((JSONObject) arguments[0]).optString("request_id");
            Thread.ofVirtual().start(() -> answer(id));
        });
        // The gateway ends a connection it has no place for; this client takes that for good where the server says it.
        socket.on(Socket.EVENT_DISCONNECT, arguments -> {
            if ("io server disconnect".equals(arguments[0])) {
                socket.connect();
            }
        });
        socket.connect();
        new CountDownLatch(1).await();
    }

    private void answer(String request) {
        ChaosWorker.tell(new Sight.HandedOver(request, null, name));
        var behaviour = Behaviour.next();
        try {
            TimeUnit.NANOSECONDS.sleep(behaviour.time().toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        switch (behaviour) {
            case Behaviour.Complete _ -> complete(request);
            case Behaviour.Fail fail -> {
                ChaosWorker.tell(new Sight.Failing(request, fail.retryable()));
                var error = json(Map.of("error", "not this time", "retryable", fail.retryable()));
                socket.emit(
                        "inference_result", json(Map.of("request_id", request, "status", "failed", "result", error)));
            }
        }
    }

    private void complete(String request) {
        var mark = name + '/' + UUID.randomUUID();
        ChaosWorker.tell(new Sight.Completing(request, mark));
        var result = json(Map.of("request_id", request, "status", "completed", "result", json(Map.of("mark", mark))));
        Ack answered = answer -> ChaosWorker.tell(
                ((JSONObject) answer[0]).optBoolean("success")
                        ? new Sight.ResultTaken(request, mark)
                        : new Sight.ResultRefused(request, mark));
        socket.emit("inference_result", new Object[] {result}, answered);
    }

    private static JSONObject json(Map<String, ?> members) {
        return new JSONObject(members);
    }
}
