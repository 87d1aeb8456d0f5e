package dev.pulsegate.testkit.event;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;

import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.http.ServiceClient;

/** Reads server-sent events. */
public final class EventReader implements AutoCloseable {

    /** Longer than any stream is silent; a test that passes never waits so long. */
    private static final int PATIENCE_SECONDS = 60;
    private static final Event END = new Event("", "", null);

    public final HttpResponse<InputStream> response;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /**
     * An event.
     *
     * @param id its id; empty if it has none
     * @param name its name
     * @param data its data
     */
    public record Event(String id, String name, JsonNode data) {}

    private EventReader(HttpResponse<InputStream> response) {
        this.response = response;
        Thread.ofVirtual().start(this::read);
    }

    /** Sends a request, with more headers as names and values in turn, and reads what comes as soon as it comes. */
    public static EventReader open(HttpRequest.Builder request, String... headers) {
        try {
            return new EventReader(ServiceClient.HTTP.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = "";
            String name = "";
            var data = new StringBuilder();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (!name.isEmpty() || !data.isEmpty()) {
                        events.add(new Event(id, name, Answer.parse(data.toString())));
                    }
                    id = "";
                    name = "";
                    data.setLength(0);
                } else if (line.startsWith(":")) {
                    events.add(new Event("", "comment", null));
                } else {
                    var value = line.substring(line.indexOf(':') + 1).strip();
                    switch (line.substring(0, line.indexOf(':'))) {
                        case "id" -> id = value;
                        case "event" -> name = value;
                        case "retry" -> {}
                        default -> data.append(value);
                    }
                }
            }
        } catch (IOException e) {
            // the connection ended
        }
        events.add(END);
    }

    /** The next event that is neither a comment nor a heartbeat; null if the stream ended. */
    public Event next() {
        return next(event -> !List.of("comment", "heartbeat").contains(event.name()));
    }

    /** The next event that fits; null if the stream ended. */
    public Event next(Predicate<Event> wanted) {
        while (true) {
            try {
                var event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (event == null) {
                    throw new AssertionError("no event came in time");
                }
                if (event.equals(END)) {
                    return null;
                }
                if (wanted.test(event)) {
                    return event;
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** All events with an id, to the stream's end. */
    public List<Event> toEnd() {
        var all = new ArrayList<Event>();
        for (var event = next(); event != null; event = next()) {
            if (!event.id().isEmpty()) {
                all.add(event);
            }
        }
        return all;
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
