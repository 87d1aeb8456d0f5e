package dev.pulsegate.socketio.engine;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Brings what waits for a client onto its way, by the poll that waits or by the WebSocket. Used by one thread. */
final class Delivery {

    /** How much of a WebSocket's messages is handed over before what was handed over is written. */
    private static final long FRAMES_BYTES = 65_536;

    private static final int FRAMES = 64;

    private final Outgoing outgoing;
    private final LongSupplier clock;
    private final Executor loop;
    private final EngineMonitor monitor;
    private final long payloadBytes;
    private final Runnable afterwards;

    /**
     * @param loop runs what is to be done once something was written
     * @param afterwards done after that, to write on
     */
    Delivery(Outgoing outgoing, Surroundings surroundings, Executor loop, Runnable afterwards) {
        this.outgoing = outgoing;
        this.clock = surroundings.clock();
        this.monitor = surroundings.monitor();
        this.payloadBytes = surroundings.settings().maxPayload();
        this.loop = loop;
        this.afterwards = afterwards;
    }

    /** Answers the waiting poll, if there is one, with what waits, if something does. */
    void byPoll(Polls polls) {
        if (polls.isWaiting() && !outgoing.isEmpty()) {
            answer(polls.takeWaiting(), outgoing.take(PayloadWriter.MAX_PACKETS, payloadBytes));
        }
    }

    /** Answers the waiting poll, if there is one, whether something waits or not. */
    void byPollAtOnce(Polls polls) {
        byPoll(polls);
        if (polls.isWaiting()) {
            answer(polls.takeWaiting(), Outgoing.Batch.of(new Packet.Noop()));
        }
    }

    /**
     * Answers the waiting poll, if there is one, with what waits and, if that is all, a last packet.
     *
     * @return whether that was the last packet
     */
    boolean byLastPoll(Polls polls, Packet farewell) {
        if (!polls.isWaiting()) {
            return false;
        }
        if (outgoing.isEmpty()) {
            answer(polls.takeWaiting(), Outgoing.Batch.of(farewell));
            return true;
        }
        var batch = outgoing.take(PayloadWriter.MAX_PACKETS - 1, payloadBytes);
        var last = outgoing.isEmpty();
        answer(polls.takeWaiting(), last ? batch.with(farewell) : batch);
        return last;
    }

    /** Answers a request with packets. */
    void answer(HttpExchange exchange, Outgoing.Batch batch) {
        var payload = new PayloadWriter();
        batch.packets().forEach(payload::add);
        var write = outgoing.writing(exchange, batch, clock.getAsLong());
        exchange.answer(new HttpAnswer.Payload(payload.toString()), whenWritten(write, batch));
    }

    /**
     * Sends what waits, unless something is being sent.
     *
     * @return whether nothing waits and nothing is being sent
     */
    boolean byFrame(WebSocketLink link) {
        if (outgoing.isWriting()) {
            return false;
        }
        if (outgoing.isEmpty()) {
            return true;
        }
        send(link, outgoing.take(FRAMES, FRAMES_BYTES));
        return false;
    }

    /** Sends one packet by a WebSocket, past what waits. */
    void past(WebSocketLink link, Packet packet) {
        link.send(List.of(PacketCodec.frame(packet)), () -> monitor.sent(1));
    }

    private void send(WebSocketLink link, Outgoing.Batch batch) {
        var write = outgoing.writing(link, batch, clock.getAsLong());
        link.send(batch.packets().stream().map(PacketCodec::frame).toList(), whenWritten(write, batch));
    }

    private Runnable whenWritten(long write, Outgoing.Batch batch) {
        return () -> loop.execute(() -> {
            outgoing.written(write);
            monitor.sent(batch.packets().size());
            afterwards.run();
        });
    }
}
