package dev.pulsegate.gateway.request;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

import org.jboss.logging.Logger;

/**
 * Server-sent events to one client (WHATWG HTML §9.2). Waits for each event to be written, so that a client that reads
 * slowly costs no memory. For one thread, which it may block.
 */
final class EventStream implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EventStream.class);

    private final SseEventSink sink;
    private final Sse sse;
    private final Instant endsAt;
    private final Duration heartbeat;
    private final Clock clock = Clock.systemUTC();
    private long sentNanos = System.nanoTime();

    /**
     * @param endsAt when the client's token ends; it comes back with a new one
     * @param heartbeat after how long of silence a comment is sent
     */
    EventStream(SseEventSink sink, Sse sse, Instant endsAt, Duration heartbeat) {
        this.sink = sink;
        this.sse = sse;
        this.endsAt = endsAt;
        this.heartbeat = heartbeat;
    }

    /** What is sent on a stream. */
    @FunctionalInterface
    interface Content {

        /** Sends it, until it ends or the client goes; may block. */
        void sendTo(EventStream stream) throws SQLException, InterruptedException;
    }

    /**
     * Sends on a thread of its own: with RESTEasy, a request may not be answered to its end by the method that takes it.
     */
    static void start(Executor executor, EventStream stream, Content content) {
        executor.execute(() -> {
            try (stream) {
                content.sendTo(stream);
            } catch (SQLException | RuntimeException e) {
                LOG.warnf("A stream of events broke off; its client will come back: %s", e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Whether the client is there, and may be. */
    boolean isOpen() {
        return !sink.isClosed() && clock.instant().isBefore(endsAt);
    }

    /** Sends an event that the client can go on from. */
    void send(String name, int id, String data) {
        send(sse.newEventBuilder()
                .name(name)
                .id(Integer.toString(id))
                .data(data)
                .build());
    }

    /** Sends an event that only tells how things are now. */
    void send(String name, String data) {
        send(sse.newEventBuilder().name(name).data(data).build());
    }

    /** Sends a comment if nothing was sent for long. */
    void beat() {
        if (System.nanoTime() - sentNanos > heartbeat.toNanos()) {
            send(sse.newEventBuilder().comment("still here").build());
        }
    }

    private void send(OutboundSseEvent event) {
        sentNanos = System.nanoTime();
        try {
            sink.send(event).toCompletableFuture().join();
        } catch (CompletionException | IllegalStateException gone) {
            sink.close();
        }
    }

    @Override
    public void close() {
        sink.close();
    }
}
