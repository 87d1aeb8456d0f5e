package dev.pulsegate.gateway.request;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import org.jboss.logging.Logger;

/**
 * Server-sent events to one client (WHATWG HTML §9.2), sent by a thread of their own. It waits until the last event is
 * written before it sends the next, so a client that reads slowly costs no memory.
 */
final class EventStream {

    private static final Logger LOG = Logger.getLogger(EventStream.class);
    private static final long LOOK_AGAIN_MILLIS = 500;
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(30);

    private final MultiEmitter<? super OutboundSseEvent> emitter;
    private final Terms terms;
    private final Semaphore wanted = new Semaphore(0);
    private final Clock clock = Clock.systemUTC();
    private volatile boolean gone;
    private long sentNanos = System.nanoTime();

    /**
     * What a stream is sent by.
     *
     * @param sse makes events
     * @param endsAt when the client's token ends; it comes back with a new one
     * @param heartbeat after how long of silence a comment is sent
     */
    record Terms(Sse sse, Instant endsAt, Duration heartbeat) {}

    /** What is sent on a stream. */
    @FunctionalInterface
    interface Content {

        /** Sends it, until it ends or the client goes; may block. */
        void sendTo(EventStream stream) throws SQLException, InterruptedException;
    }

    private EventStream(MultiEmitter<? super OutboundSseEvent> emitter, Terms terms) {
        this.emitter = emitter;
        this.terms = terms;
    }

    /** A stream whose content is sent as soon as somebody is there to take it. */
    static Multi<OutboundSseEvent> of(Terms terms, Executor executor, Content content) {
        return Multi.createFrom()
                .emitter(
                        emitter -> {
                            var stream = new EventStream(emitter, terms);
                            emitter.onRequest(count -> stream.wanted.release()).onTermination(stream::left);
                            executor.execute(() -> stream.run(content));
                        },
                        BackPressureStrategy.BUFFER);
    }

    private void run(Content content) {
        try {
            send(terms.sse().newEventBuilder().comment("welcome").build());
            content.sendTo(this);
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("A stream of events broke off; its client will come back: %s", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            emitter.complete();
        }
    }

    private void left() {
        gone = true;
        wanted.release();
    }

    /** Whether the client is there, and may be. */
    boolean isOpen() {
        return !gone && clock.instant().isBefore(terms.endsAt());
    }

    /** Sends an event that the client can go on from. */
    void send(String name, int id, String data) throws InterruptedException {
        send(terms.sse()
                .newEventBuilder()
                .name(name)
                .id(Integer.toString(id))
                .data(data)
                .build());
    }

    /** Sends an event that only tells how things are now. */
    void send(String name, String data) throws InterruptedException {
        send(terms.sse().newEventBuilder().name(name).data(data).build());
    }

    /** Sends a comment if nothing was sent for long. */
    void beat() throws InterruptedException {
        if (System.nanoTime() - sentNanos > terms.heartbeat().toNanos()) {
            send(terms.sse().newEventBuilder().comment("still here").build());
        }
    }

    /** A client that does not read is let go; it comes back where it was, if it is there at all. */
    private void send(OutboundSseEvent event) throws InterruptedException {
        long beganNanos = System.nanoTime();
        while (isOpen()) {
            gone |= System.nanoTime() - beganNanos > LONGEST_WRITE.toNanos();
            if (emitter.requested() > 0) {
                emitter.emit(event);
                sentNanos = System.nanoTime();
                return;
            }
            if (wanted.tryAcquire(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                wanted.drainPermits();
            }
        }
    }
}
