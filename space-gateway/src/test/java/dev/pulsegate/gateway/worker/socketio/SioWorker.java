package dev.pulsegate.gateway.worker.socketio;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.pulsegate.testkit.http.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** A Socket.IO worker, frame by frame, that does what a test tells it and answers pings. */
public final class SioWorker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A message of Engine.IO, with Socket.IO's type, an answer's number, and JSON. */
    private static final Pattern PACKET = Pattern.compile("(4[0-4])(\\d*)(.*)", Pattern.DOTALL);

    private final LinkedBlockingQueue<Packet> packets = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final WebSocket socket;
    private int acks;
    private boolean connected;

    /**
     * A packet of Socket.IO.
     *
     * @param type {@code 40}, {@code 41}, {@code 42} or {@code 44}: connected, disconnected, event, refused
     * @param data its JSON; missing if it has none
     */
    public record Packet(String type, JsonNode data) {

        boolean isEvent(String name) {
            return type.equals("42") && data.get(0).textValue().equals(name);
        }
    }

    private SioWorker(int port, String parameters, Map<String, String> headers, String auth) {
        var builder = CLIENT.newWebSocketBuilder().connectTimeout(PATIENCE);
        headers.forEach(builder::header);
        var address = "ws://localhost:" + port + "/socket.io/?EIO=4&transport=websocket" + parameters;
        socket = builder.buildAsync(URI.create(address), new Reader()).join();
        send("40" + auth);
    }

    /** Connects without a credential. */
    public static SioWorker connect(int port) {
        return new SioWorker(port, "", Map.of(), "");
    }

    /** Connects with a member of the auth payload. */
    public static SioWorker withAuth(int port, String member, String value) {
        return new SioWorker(port, "", Map.of(), "{\"" + member + "\":\"" + value + "\"}");
    }

    /** Connects with a bearer header. */
    public static SioWorker withBearer(int port, String value) {
        return new SioWorker(port, "", Map.of("Authorization", "Bearer " + value), "");
    }

    /** Connects with a parameter of the address. */
    public static SioWorker withParameter(int port, String name, String value) {
        var parameter = "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        return new SioWorker(port, parameter, Map.of(), "");
    }

    private final class Reader implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                receive(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(null);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(null);
        }
    }

    private void receive(String frame) {
        var packet = PACKET.matcher(frame);
        if (frame.equals("2")) {
            send("3");
        } else if (packet.matches() && packet.group(1).equals("43")) {
            answer(packet.group(2)).complete(Answer.parse(packet.group(3)).get(0));
        } else if (packet.matches()) {
            packets.add(new Packet(packet.group(1), Answer.parse(packet.group(3))));
        }
    }

    private synchronized void send(String frame) {
        socket.sendText(frame, true).join();
    }

    /** The next packet of a type; those before it are dropped. */
    public Packet await(String type) {
        return await(packet -> packet.type().equals(type));
    }

    /** The next event of a name, that is, its argument; packets before it are dropped. */
    public JsonNode awaitEvent(String name) {
        return await(packet -> packet.isEvent(name)).data().get(1);
    }

    private Packet await(Predicate<Packet> wanted) {
        try {
            while (true) {
                var packet = packets.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
                assertThat(packet)
                        .as("a packet comes in time; closed: %s", closed.isDone())
                        .isNotNull();
                if (wanted.test(packet)) {
                    return packet;
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What came and was not asked for yet. */
    public List<Packet> waiting() {
        return List.copyOf(packets);
    }

    /** Emits an event, once the server has let it in: before, it may not. */
    public SioWorker emit(String event, Object data) {
        awaitConnected();
        send("42" + JSON.valueToTree(List.of(event, data)));
        return this;
    }

    private void awaitConnected() {
        if (!connected) {
            await("40");
            connected = true;
        }
    }

    /** Emits an event and waits for its answer. */
    public JsonNode call(String event, Object data) {
        return callWithText(JSON.valueToTree(List.of(event, data)).toString());
    }

    /** The same with the event and its data as they are to be sent. */
    public JsonNode callWithText(String eventAndData) {
        awaitConnected();
        var number = Integer.toString(acks++);
        send("42" + number + eventAndData);
        assertThat(answer(number)).as("%s is answered", eventAndData).succeedsWithin(PATIENCE);
        return answer(number).join();
    }

    private CompletableFuture<JsonNode> answer(String number) {
        return answers.computeIfAbsent(number, _ -> new CompletableFuture<>());
    }

    /** Registers with the space's name and nothing else, as the prototype's workers do. */
    public JsonNode register(String space) {
        return register(Map.of("space_name", space));
    }

    public JsonNode register(Map<String, ?> registration) {
        return emit("register", registration).awaitEvent("register_response");
    }

    public JsonNode awaitRequest() {
        return awaitEvent("inference_request");
    }

    /** Completes a request, and waits for the answer. */
    public JsonNode complete(JsonNode request, String text) {
        return call("inference_result", completed(request, text));
    }

    public static Map<String, Object> completed(JsonNode request, String text) {
        return Map.of("request_id", request.get("request_id"), "status", "completed", "result", Map.of("text", text));
    }

    public void awaitEnd() {
        assertThat(closed).as("the connection ends").succeedsWithin(PATIENCE);
    }

    public boolean isOpen() {
        return !closed.isDone();
    }

    /** Ends the connection as the operating system does for a process that is killed. */
    public void kill() {
        socket.abort();
        closed.complete(null);
    }

    @Override
    public void close() {
        kill();
    }
}
