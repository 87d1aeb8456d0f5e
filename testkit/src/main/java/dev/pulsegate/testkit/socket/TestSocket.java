package dev.pulsegate.testkit.socket;

import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A WebSocket client that reads at once, answers pings, and keeps what it is sent until a test asks for it. */
public final class TestSocket implements AutoCloseable {

    /** Long enough for a busy machine; a test that passes never waits so long. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LinkedBlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final WebSocket socket;

    /**
     * A message from the server.
     *
     * @param text its text, or null for a binary one
     * @param data its bytes, or null for a text
     */
    private record Message(String text, ByteBuffer data) {}

    /**
     * How a socket was closed.
     *
     * @param code the close code; 1006 if the connection ended without one
     * @param reason what the server said, or what went wrong
     */
    public record Closed(int code, String reason) {}

    private TestSocket(URI uri, Map<String, String> headers, List<String> subprotocols) {
        var builder = CLIENT.newWebSocketBuilder().connectTimeout(PATIENCE);
        headers.forEach(builder::header);
        if (!subprotocols.isEmpty()) {
            builder.subprotocols(
                    subprotocols.getFirst(),
                    subprotocols.subList(1, subprotocols.size()).toArray(String[]::new));
        }
        socket = builder.buildAsync(uri, new Collector()).join();
    }

    /** Connects to an address that begins with {@code ws:}. */
    public static TestSocket open(String uri) {
        return open(uri, Map.of());
    }

    /** Connects, sending these headers and offering these subprotocols. */
    public static TestSocket open(String uri, Map<String, String> headers, String... subprotocols) {
        return new TestSocket(URI.create(uri), headers, List.of(subprotocols));
    }

    private final class Collector implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream data = new ByteArrayOutputStream();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                messages.add(new Message(text.toString(), null));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
            var bytes = new byte[part.remaining()];
            part.get(bytes);
            data.writeBytes(bytes);
            if (last) {
                messages.add(new Message(null, ByteBuffer.wrap(data.toByteArray())));
                data.reset();
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(new Closed(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(new Closed(1006, error.toString()));
        }
    }

    /** The subprotocol agreed on; empty if none. */
    public String subprotocol() {
        return socket.getSubprotocol();
    }

    /** Sends a text message. */
    public TestSocket send(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    /** Sends a binary message. */
    public TestSocket send(byte[] data) {
        socket.sendBinary(ByteBuffer.wrap(data), true).join();
        return this;
    }

    /** The next message, which has to be text. */
    public String awaitText() {
        var message = await(PATIENCE);
        if (message.text() == null) {
            throw new AssertionError("a binary message came where text was expected");
        }
        return message.text();
    }

    /** The next message that is text and fits; those before it are dropped. */
    public String awaitText(Predicate<String> wanted) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var message = await(Duration.ofNanos(deadline - System.nanoTime()));
            if (message.text() != null && wanted.test(message.text())) {
                return message.text();
            }
        }
    }

    /** The next message, which has to be JSON text. */
    public JsonNode awaitJson() {
        return parse(awaitText());
    }

    /** The next message that is JSON text and fits; those before it are dropped. */
    public JsonNode awaitJson(Predicate<JsonNode> wanted) {
        return parse(awaitText(text -> wanted.test(parse(text))));
    }

    /** The next messages, all JSON text. */
    public List<JsonNode> awaitJson(int count) {
        var all = new ArrayList<JsonNode>();
        while (all.size() < count) {
            all.add(awaitJson());
        }
        return all;
    }

    /** The next message, which has to be binary. */
    public byte[] awaitBinary() {
        var message = await(PATIENCE);
        if (message.data() == null) {
            throw new AssertionError("text came where a binary message was expected: " + message.text());
        }
        return message.data().array();
    }

    private Message await(Duration patience) {
        try {
            var message = messages.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (message == null) {
                throw new AssertionError("no message came in time; closed: " + closed.getNow(null));
            }
            return message;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How the server closed the socket, once it has. */
    public Closed awaitClose() {
        return awaitClose(PATIENCE);
    }

    /** How the server closed the socket, once it has. */
    public Closed awaitClose(Duration within) {
        try {
            return closed.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the socket was not closed within " + within);
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether the socket is open as far as this end knows. */
    public boolean isOpen() {
        return !closed.isDone();
    }

    /** How many messages wait to be asked for. */
    public int waiting() {
        return messages.size();
    }

    /** Closes the socket as a browser does when its page goes. */
    @Override
    public void close() {
        if (isOpen() && !socket.isOutputClosed()) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(failure -> socket);
        }
    }
}
