package dev.pulsegate.tools.installation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;

import dev.pulsegate.worker.connection.Failures;

/** Reads server-sent events (WHATWG HTML §9.2), without heartbeats; of their fields, the name and the data. */
final class EventReader implements AutoCloseable {

    private static final int MAX_EVENTS = 10_000;
    private static final String HEARTBEAT = "heartbeat";

    private final String call;
    private final InputStream stream;
    private final Function<byte[], JsonNode> parser;
    private final List<Event> events = new CopyOnWriteArrayList<>();

    EventReader(String call, InputStream stream, Function<byte[], JsonNode> parser) {
        this.call = call;
        this.stream = stream;
        this.parser = parser;
    }

    List<Event> toTheEnd(Duration limit) throws CallException, InterruptedException {
        var end = new CompletableFuture<Void>();
        Thread.ofVirtual().name("pulsegate-events").start(() -> {
            try {
                each(this::keep);
                end.complete(null);
            } catch (IOException e) {
                end.completeExceptionally(e);
            }
        });
        try {
            end.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return List.copyOf(events);
        } catch (TimeoutException e) {
            throw new CallException(call + " did not end within " + limit.toSeconds() + " s" + last());
        } catch (ExecutionException e) {
            throw new CallException(call + " broke off: " + Failures.describe(e) + last());
        }
    }

    private void keep(Event event) {
        if (events.size() < MAX_EVENTS) {
            events.add(event);
        }
    }

    private String last() {
        return events.isEmpty()
                ? "; nothing came"
                : "; the last event was " + events.getLast().name();
    }

    /**
     * Passes on each event as it comes, until the stream ends.
     *
     * @throws IOException if it breaks off
     */
    void each(Consumer<Event> heard) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        var id = "";
        var name = "message";
        var data = new StringBuilder();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (!data.isEmpty() && !name.equals(HEARTBEAT)) {
                    heard.accept(
                            new Event(id, name, parser.apply(data.toString().getBytes(StandardCharsets.UTF_8))));
                }
                id = "";
                name = "message";
                data.setLength(0);
            } else if (line.startsWith("id:")) {
                id = Failures.clean(line.substring("id:".length()));
            } else if (line.startsWith("event:")) {
                name = Failures.clean(line.substring("event:".length()));
            } else if (line.startsWith("data:")) {
                data.append(line.substring("data:".length())).append('\n');
            }
        }
    }

    /** Ends the reading too. */
    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            // There is nothing to lose: what was to be read was read.
        }
    }
}
