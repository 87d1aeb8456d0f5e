package dev.pulsegate.worker.fake;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;

import static org.assertj.core.api.Assertions.assertThat;

/** A worker's connection, as the gateway sees it. */
public final class FakeConnection {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServerWebSocket socket;
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final AtomicInteger pings = new AtomicInteger();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    FakeConnection(ServerWebSocket socket) {
        this.socket = socket;
        socket.textMessageHandler(frames::add);
        socket.frameHandler(frame -> {
            if (frame.isPing()) {
                pings.incrementAndGet();
            }
        });
        socket.closeHandler(_ -> closed.complete(
                socket.closeStatusCode() == null
                        ? 1006
                        : socket.closeStatusCode().intValue()));
    }

    /** A header of the handshake. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(socket.headers().get(name));
    }

    /** Takes the registration and accepts it; the registration. */
    public JsonNode register() {
        var registration = next("register");
        send("{'type':'register_response','success':true,'message':'ok','connection_id':'c1','spaces':[]}");
        return registration;
    }

    /** The next frame, waiting for it. */
    public JsonNode next() {
        var frame = FakeGateway.taken(frames, "a frame");
        try {
            return JSON.readTree(frame);
        } catch (JsonProcessingException e) {
            throw new AssertionError(frame, e);
        }
    }

    /** The next frame, which is of that type. */
    public JsonNode next(String type) {
        var frame = next();
        assertThat(frame.path("type").asText()).as("type of %s", frame).isEqualTo(type);
        return frame;
    }

    /** The next frame of that type; others before it are passed over. */
    public JsonNode skipTo(String type) {
        while (true) {
            var frame = next();
            if (type.equals(frame.path("type").asText())) {
                return frame;
            }
        }
    }

    /** How often the worker has pinged. */
    public int pings() {
        return pings.get();
    }

    /** Whether no frame is there to be taken. */
    public boolean isQuiet() {
        return frames.isEmpty();
    }

    /** Sends a frame, JSON with single quotes. */
    public void send(String json) {
        sendText(json.replace('\'', '"'));
    }

    /** Sends a text frame as it is. */
    public void sendText(String text) {
        FakeGateway.await(socket.writeTextMessage(text));
    }

    /** Sends a binary frame. */
    public void sendBinary(byte[] bytes) {
        FakeGateway.await(socket.writeBinaryMessage(Buffer.buffer(bytes)));
    }

    /** Sends a text in two fragments. */
    public void sendInTwo(String text) {
        int half = text.length() / 2;
        FakeGateway.await(socket.writeFrame(WebSocketFrame.textFrame(text.substring(0, half), false)));
        FakeGateway.await(
                socket.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer(text.substring(half)), true)));
    }

    /** Hands a request over, with the prompt {@code hello}. */
    public void request(String id, int attempt) {
        request(id, attempt, "'payload':{'prompt':'hello'}");
    }

    /** Hands a request over, with these members besides those every request has. */
    public void request(String id, int attempt, String members) {
        send("{'type':'inference_request','request_id':'%s','attempt':%d,'lease':'lease-%s-%d','space_name':'S',"
                        .formatted(id, attempt, id, attempt)
                + "'username':'alice','deadline':'2099-01-01T00:00:00Z'," + members + "}");
    }

    /** Takes the next frame, which is a result, and answers it; the result. */
    public JsonNode result() {
        var result = next("inference_result");
        answer(result, true);
        return result;
    }

    /** Answers a result. */
    public void answer(JsonNode result, boolean accepted) {
        send("{'type':'inference_result_response','request_id':'%s','attempt':%d,'accepted':%s,'message':'m'}"
                .formatted(
                        result.path("request_id").asText(),
                        result.path("attempt").asInt(),
                        accepted));
    }

    /** Reads no more until {@link #resume}. */
    public void pause() {
        socket.pause();
    }

    public void resume() {
        socket.resume();
    }

    /** Closes with a code. */
    public void close(int code, String reason) {
        FakeGateway.await(socket.close((short) code, reason));
    }

    /** The code of the close, waiting for it; 1006 if there was none. */
    public int closeCode() {
        assertThat(closed).succeedsWithin(Eventually.LIMIT);
        return closed.join();
    }

    public boolean isClosed() {
        return closed.isDone();
    }
}
