package dev.pulsegate.tools.fake;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import io.vertx.core.json.JsonObject;

/** A request at a {@link FakeInstallation}. */
final class FakeRequest {

    private final String id;
    private final Set<Fault> faults;
    private final StringBuilder events = new StringBuilder();
    private String status = "processing";
    private JsonObject result = new JsonObject();
    private Optional<Consumer<String>> follower = Optional.empty();

    FakeRequest(String id, Set<Fault> faults) {
        this.id = id;
        this.faults = faults;
        event("processing", new JsonObject());
    }

    String id() {
        return id;
    }

    synchronized boolean isRunning() {
        return status.equals("processing");
    }

    synchronized JsonObject view() {
        return new JsonObject().put("id", id).put("status", status).put("result", result);
    }

    String handOver(String prompt) {
        return about("inference_request")
                .put("lease", "lease")
                .put("space_name", "space")
                .put("username", FakeInstallation.USERNAME)
                .put("deadline", "2099-01-01T00:00:00Z")
                .put("payload", new JsonObject().put("prompt", prompt))
                .encode();
    }

    String cancellation() {
        return about("inference_cancel").put("reason", "not wanted").encode();
    }

    private JsonObject about(String type) {
        return new JsonObject().put("type", type).put("request_id", id).put("attempt", 1);
    }

    synchronized void cancel() {
        status = "canceled";
    }

    /** The worker says something about it. */
    synchronized void heard(JsonObject message) {
        switch (message.getString("type")) {
            case "inference_progress" -> {
                if (!faults.contains(Fault.NO_PROGRESS)) {
                    event("progress", new JsonObject());
                }
            }
            case "inference_chunk" -> event("chunk", new JsonObject().put("text", message.getString("text")));
            default -> {
                status = message.getString("status");
                result = faults.contains(Fault.WRONG_RESULT)
                        ? new JsonObject().put("text", "another's")
                        : message.getJsonObject("result");
                event(status, new JsonObject());
                follower.ifPresent(told -> told.accept(events.toString()));
            }
        }
    }

    /** Tells all events once the last has come. */
    synchronized void whenOver(Consumer<String> told) {
        follower = Optional.of(told);
        if (!isRunning()) {
            told.accept(events.toString());
        }
    }

    private void event(String name, JsonObject data) {
        events.append("event:")
                .append(name)
                .append("\ndata:")
                .append(data.encode())
                .append("\n\n");
    }
}
