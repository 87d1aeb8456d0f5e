package dev.pulsegate.gateway.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.pulsegate.testkit.socket.TestSocket;

/** A registered worker that does what a test tells it. */
public final class TestWorker implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    public final TestSocket socket;
    public final JsonNode registration;

    public TestWorker(TestSocket socket, String space, int capacity) {
        this(socket, "{\"type\":\"register\",\"space_name\":\"" + space + "\",\"capacity\":" + capacity + "}");
    }

    public TestWorker(TestSocket socket, String register) {
        this.socket = socket;
        socket.send(register);
        registration = socket.awaitJson(message -> type(message).equals("register_response"));
        if (!registration.get("success").booleanValue()) {
            throw new AssertionError(registration.toString());
        }
    }

    public static String type(JsonNode message) {
        return message.path("type").asText();
    }

    /** The next request handed over. */
    public JsonNode awaitRequest() {
        return await("inference_request");
    }

    /** The next message of a type. */
    public JsonNode await(String type) {
        return socket.awaitJson(message -> type(message).equals(type));
    }

    private static ObjectNode about(String type, JsonNode request) {
        var message = JSON.createObjectNode().put("type", type);
        message.set("request_id", request.get("request_id"));
        message.set("attempt", request.get("attempt"));
        message.set("lease", request.get("lease"));
        return message;
    }

    public TestWorker progress(JsonNode request, double progress) {
        return say(
                about("inference_progress", request).put("progress", progress).put("message", "half way"));
    }

    public TestWorker chunk(JsonNode request, int seq, String text) {
        return say(about("inference_chunk", request).put("seq", seq).put("text", text));
    }

    public TestWorker complete(JsonNode request, String text) {
        var message = about("inference_result", request).put("status", "completed");
        message.putObject("result").put("text", text);
        return say(message);
    }

    public TestWorker fail(JsonNode request, String error, boolean retryable) {
        var message = about("inference_result", request).put("status", "failed");
        message.putObject("result").put("error", error).put("retryable", retryable);
        return say(message);
    }

    public TestWorker say(JsonNode message) {
        socket.send(message.toString());
        return this;
    }

    /** The answer to a result. */
    public JsonNode awaitAnswer() {
        return await("inference_result_response");
    }

    @Override
    public void close() {
        socket.close();
    }
}
