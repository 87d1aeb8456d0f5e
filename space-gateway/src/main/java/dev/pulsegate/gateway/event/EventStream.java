package dev.pulsegate.gateway.event;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import org.jboss.logging.Logger;

import dev.pulsegate.platform.json.Json;

/**
 * Server-sent events to one client (WHATWG HTML §9.2), sent by a thread of their own. It waits until the last event is
 * written before it sends the next, so a client that reads slowly costs no memory.
 */
public final class EventStream {

    private static final Logger LOG = Logger.getLogger(EventStream.class);
    private static final long LOOK_AGAIN_MILLIS = 500;
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(30);
    private static final Duration SHORTEST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);

    private final MultiEmitter<? super OutboundSseEvent> emitter;
    private final Terms terms;
    /** What this part of a stream is about; null where the stream is about one thing. */
    private final String subject;

    private final Semaphore wanted = new Semaphore(0);
    private final Clock clock = Clock.systemUTC();
    private volatile boolean gone;
    private long sentNanos = System.nanoTime();

    /**
     * What a stream is sent by.
     *
     * @param sse makes events
     * @param endsAt when the client's token ends; it comes back with a new one
     * @param heartbeat after how long of silence a {@code heartbeat} is sent
     */
    record Terms(Sse sse, Instant endsAt, Duration heartbeat) {}

    /** What is sent on a stream. */
    @FunctionalInterface
    public interface Content {

        /**
         * Sends it, until it ends or the client goes; may block.
         *
         * @return whether all is sent that there will ever be
         */
        boolean sendTo(EventStream stream) throws SQLException, InterruptedException;
    }

    private EventStream(MultiEmitter<? super OutboundSseEvent> emitter, Terms terms, String subject) {
        this.emitter = emitter;
        this.terms = terms;
        this.subject = subject;
    }

    /** A stream about one thing. Its content is sent as soon as somebody is there to take it. */
    static Multi<OutboundSseEvent> of(Terms terms, Executor executor, Content content) {
        return start(terms, null, executor, content);
    }

    /**
     * What a stream about several things says of one of them: each event is the data of an unnamed one, with the subject
     * beside it. {@code ended} comes last where there will be nothing more. Breaks off with a failure, as the others of
     * the stream have to.
     */
    static Multi<OutboundSseEvent> part(String subject, Terms terms, Executor executor, Content content) {
        return start(terms, subject, executor, content);
    }

    private static Multi<OutboundSseEvent> start(Terms terms, String subject, Executor executor, Content content) {
        return Multi.createFrom()
                .emitter(
                        emitter -> {
                            var stream = new EventStream(emitter, terms, subject);
                            emitter.onRequest(count -> stream.wanted.release()).onTermination(stream::left);
                            executor.execute(() -> stream.run(content));
                        },
                        BackPressureStrategy.BUFFER);
    }

    private void run(Content content) {
        try {
            if (subject == null) {
                send(terms.sse().newEventBuilder().comment("welcome").build());
            }
            boolean isAll = content.sendTo(this);
            if (isAll && subject != null) {
                send("ended", "{}");
            } else if (!isAll && subject == null) {
                sendRetry();
            }
            emitter.complete();
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("A stream of events broke off; its client will come back: %s", e.toString());
            breakOff(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            breakOff(e);
        }
    }

    private void breakOff(Exception why) {
        if (subject == null) {
            emitter.complete();
        } else {
            emitter.fail(why);
        }
    }

    private void left() {
        gone = true;
        wanted.release();
    }

    /** Whether the client is there, and may be. */
    public boolean isOpen() {
        return !gone && clock.instant().isBefore(terms.endsAt());
    }

    /** Sends an event that the client can go on from. */
    public void send(String name, int id, String data) throws InterruptedException {
        if (subject == null) {
            var text = Integer.toString(id);
            send(terms.sse().newEventBuilder().name(name).id(text).data(data).build());
        } else {
            sendPart(part(name).with("seq", id).withJson("data", data));
        }
    }

    /** Sends an event that only tells how things are now. */
    public void send(String name, String data) throws InterruptedException {
        if (subject == null) {
            send(terms.sse().newEventBuilder().name(name).data(data).build());
        } else {
            sendPart(part(name).withJson("data", data));
        }
    }

    private Json part(String name) {
        return Json.object().with("subject", subject).with("event", name);
    }

    private void sendPart(Json part) throws InterruptedException {
        send(terms.sse().newEventBuilder().data(part.toString()).build());
    }

    /**
     * Tells that the stream lives if nothing was sent for long: by an event, as no browser shows a comment to its page,
     * and without an id, so that the client goes on from where it was. Of several parts one does it for all.
     */
    public void beat() throws InterruptedException {
        if (subject == null && System.nanoTime() - sentNanos > terms.heartbeat().toNanos()) {
            sendHeartbeat();
        }
    }

    /** Tells that the stream lives, and how soon it will do so again. */
    void sendHeartbeat() throws InterruptedException {
        var interval = Json.object().with("interval_millis", terms.heartbeat().toMillis());
        send("heartbeat", interval.toString());
    }

    /** The client is to come back, to another replica if this one stops; not all of them in one moment. */
    private void sendRetry() throws InterruptedException {
        long millis = ThreadLocalRandom.current().nextLong(SHORTEST_RETRY.toMillis(), LONGEST_RETRY.toMillis());
        send(terms.sse()
                .newEventBuilder()
                .reconnectDelay(millis)
                .comment("retry")
                .build());
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
