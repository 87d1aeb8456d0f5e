package dev.pulsegate.gateway.worker.socketio;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import io.socket.engineio.client.transports.Polling;
import io.socket.engineio.client.transports.WebSocket;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.token.TestAccessKey;

import static org.assertj.core.api.Assertions.assertThat;

/** Workers made with Socket.IO's own Java client, by each of its ways to the server. */
@GatewayServiceTest
class JavaSocketIoWorkerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final GatewayClient client = new GatewayClient();
    private final LinkedBlockingQueue<JsonNode> requests = new LinkedBlockingQueue<>();
    private final CompletableFuture<JsonNode> registration = new CompletableFuture<>();

    private Socket worker(String space, Map<String, String> auth, String... transports) {
        var options = IO.Options.builder()
                .setTransports(transports)
                .setForceNew(true)
                .setAuth(auth)
                .build();
        var socket = IO.socket(URI.create("http://localhost:" + client.port), options);
        socket.on(Socket.EVENT_CONNECT, args -> socket.emit("register", new JSONObject(Map.of("space_name", space))));
        socket.on("register_response", args -> registration.complete(read(args[0])));
        socket.on("inference_request", args -> requests.add(read(args[0])));
        return socket.connect();
    }

    private static JsonNode read(Object json) {
        return Answer.parse(json.toString());
    }

    private JsonNode nextRequest() throws InterruptedException {
        var request = requests.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(request).as("a request comes").isNotNull();
        return request;
    }

    private static boolean complete(Socket socket, JsonNode request) {
        var taken = new CompletableFuture<JsonNode>();
        var result = new JSONObject(Map.of(
                "request_id",
                request.get("request_id").textValue(),
                "status",
                "completed",
                "result",
                new JSONObject(Map.of("text", "done"))));
        socket.emit("inference_result", new Object[] {result}, (Ack) args -> taken.complete(read(args[0])));
        assertThat(taken).succeedsWithin(PATIENCE);
        return taken.join().get("success").booleanValue();
    }

    @ParameterizedTest
    @ValueSource(strings = {Polling.NAME, WebSocket.NAME, Polling.NAME + "," + WebSocket.NAME})
    void itRegistersAndServesInOrder(String transports) throws Exception {
        var space = client.space("\"worker_access\":\"KEY\"");
        var key = TestAccessKey.of(space.name());
        var socket = worker(space.name(), Map.of("key", key.text()), transports.split(",", -1));
        try {
            assertThat(registration).succeedsWithin(PATIENCE);
            assertThat(registration.join().get("success").booleanValue()).isTrue();
            var submitted = new ArrayList<String>();
            for (int i = 0; i < 3; i++) {
                submitted.add(client.submitted(space, client.user, "hi"));
            }
            for (var id : submitted) {
                var request = nextRequest();
                assertThat(request.get("request_id").textValue()).isEqualTo(id);
                assertThat(complete(socket, request)).isTrue();
                assertThat(client.status(id)).isEqualTo("completed");
            }
        } finally {
            socket.disconnect();
        }
    }

    @Test
    void aRefusalReachesItBeforeItIsDisconnected() {
        var disconnected = new CompletableFuture<String>();
        var socket = worker("no such space", Map.of(), WebSocket.NAME);
        socket.on(Socket.EVENT_DISCONNECT, args -> disconnected.complete((String) args[0]));
        try {
            assertThat(registration).succeedsWithin(PATIENCE);
            assertThat(registration.join().get("success").booleanValue()).isFalse();
            assertThat(disconnected).succeedsWithin(PATIENCE).isEqualTo("io server disconnect");
        } finally {
            socket.disconnect();
        }
    }

    @Test
    void aWrongKeyIsAnErrorToConnect() {
        var refused = new CompletableFuture<List<Object>>();
        var socket = worker("any", Map.of("key", "pgk_wrong"), WebSocket.NAME);
        socket.on(Socket.EVENT_CONNECT_ERROR, args -> refused.complete(List.of(args)));
        try {
            assertThat(refused).succeedsWithin(PATIENCE);
            assertThat(read(refused.join().getFirst()).get("message").textValue())
                    .contains("not valid");
        } finally {
            socket.disconnect();
        }
    }
}
