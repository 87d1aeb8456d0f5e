package dev.pulsegate.socketio.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.pulsegate.socketio.engine.CloseReason;
import dev.pulsegate.socketio.engine.EngineListener;
import dev.pulsegate.socketio.engine.EngineSession;
import dev.pulsegate.socketio.engine.Handshake;
import dev.pulsegate.socketio.engine.Message;

import static org.assertj.core.api.Assertions.assertThat;

/** An Engine.IO session without a network: the test is the client. */
final class MemorySession implements EngineSession {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final BlockingQueue<Message> sent = new LinkedBlockingQueue<>();
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    private final AtomicBoolean full = new AtomicBoolean();
    private EngineListener listener;

    /** A client that has opened a session, and is connected to no namespace. */
    static MemorySession open(SocketIoServer server) {
        var session = new MemorySession();
        session.listener = server.opened(session);
        return session;
    }

    /** A client that is connected to the main namespace. */
    static MemorySession connect(SocketIoServer server) {
        var session = open(server);
        session.say("0");
        assertThat(session.hear()).startsWith("0{\"sid\":\"");
        return session;
    }

    /** The client sends a message. */
    MemorySession say(String text) {
        return say(Message.text(text));
    }

    /** The client sends a binary message. */
    MemorySession say(int... bytes) {
        return say(Message.binary(bytes(bytes)));
    }

    /** The client sends any message, which no longer arrives once the session is closed. */
    MemorySession say(Message message) {
        if (isOpen()) {
            listener.received(message);
        }
        return this;
    }

    static byte[] bytes(int... bytes) {
        var all = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            all[i] = (byte) bytes[i];
        }
        return all;
    }

    /** The client's connection ends. */
    void end(CloseReason reason) {
        close(reason);
    }

    /** From now on nothing is taken: the client reads too slowly. */
    void stall() {
        full.set(true);
    }

    /** The next message to the client, a text. */
    String hear() {
        return switch (next()) {
            case Message.Text(var text) -> text;
            case Message.Binary _ -> throw new AssertionError("a binary message instead of a text");
        };
    }

    /** The next message to the client, a binary one. */
    byte[] hearBytes() {
        return switch (next()) {
            case Message.Text(var text) -> throw new AssertionError("a text instead of a binary message: " + text);
            case Message.Binary(var bytes) -> bytes;
        };
    }

    /** Everything the client has been sent and not asked for. */
    List<Message> unheard() {
        return new ArrayList<>(sent);
    }

    private Message next() {
        try {
            var message = sent.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (message == null) {
                throw new AssertionError("nothing was sent; closed: " + closed.getNow(null));
            }
            return message;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Why the session was closed, once it is. */
    CloseReason awaitClose() {
        return closed.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    @Override
    public String id() {
        return "engine-id";
    }

    @Override
    public Handshake handshake() {
        return new Handshake(Map.of("authorization", List.of("Bearer x")), Map.of("key", List.of("y")), "127.0.0.1");
    }

    @Override
    public boolean send(List<Message> messages) {
        synchronized (sent) {
            if (full.get()) {
                close(CloseReason.SLOW);
            }
            return isOpen() && sent.addAll(messages);
        }
    }

    @Override
    public void limit(int maxBytes) {
        // The test sends what it likes.
    }

    @Override
    public void close(CloseReason reason) {
        if (closed.complete(reason)) {
            listener.closed(reason);
        }
    }
}
