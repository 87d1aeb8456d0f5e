package dev.pulsegate.socketio.engine;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import dev.pulsegate.socketio.engine.SessionState.ByPoll;
import dev.pulsegate.socketio.engine.SessionState.Closed;
import dev.pulsegate.socketio.engine.SessionState.LeavingByFrame;
import dev.pulsegate.socketio.engine.SessionState.LeavingByPoll;
import dev.pulsegate.socketio.engine.SessionState.Open;
import dev.pulsegate.socketio.engine.SessionState.Opening;
import dev.pulsegate.socketio.engine.SessionState.Upgrading;
import dev.pulsegate.socketio.engine.SessionState.WebSocket;
import dev.pulsegate.socketio.engine.SessionState.WithCandidate;

/**
 * A session's state, and what happens in it whatever carries it; what happens by polling and by WebSocket is in
 * {@link PollingSide} and {@link WebSocketSide}. Used by one thread; {@link Session} gets there.
 */
final class SessionMachine {

    private final EngineSettings settings;
    private final LongSupplier clock;
    private final Outgoing outgoing;
    private final Delivery delivery;
    private final Heartbeat heartbeat;
    private final Polls polls = new Polls();
    private final Listening listening;
    private final Runnable forget;

    private SessionState state = new Opening();

    /**
     * @param loop runs what happens later, on the one thread
     * @param forget done when nothing of the session is left
     */
    SessionMachine(Surroundings surroundings, Budget budget, Executor loop, Runnable forget) {
        this.settings = surroundings.settings();
        this.clock = surroundings.clock();
        this.forget = forget;
        this.outgoing = new Outgoing(budget, settings);
        this.delivery = new Delivery(outgoing, surroundings, loop, this::flush);
        this.heartbeat = new Heartbeat(settings, clock.getAsLong());
        this.listening = new Listening(surroundings.monitor());
    }

    SessionState state() {
        return state;
    }

    /** Goes on to another state, one that the present one leads to. */
    void become(SessionState next) {
        state = next;
    }

    Polls polls() {
        return polls;
    }

    Outgoing outgoing() {
        return outgoing;
    }

    Delivery delivery() {
        return delivery;
    }

    /** Some time from now, on the session's clock. */
    long dueAfter(long nanos) {
        return clock.getAsLong() + nanos;
    }

    /** Has the application take the session in; false if it failed, which ends the session. */
    boolean admit(Supplier<EngineListener> application) {
        if (listening.begin(application)) {
            return true;
        }
        forget();
        return false;
    }

    /** Messages to the client. */
    void send(List<Message> messages) {
        if (state instanceof Open) {
            messages.forEach(outgoing::add);
        }
    }

    /** Sends what can be sent now. */
    void flush() {
        switch (state) {
            case Upgrading _ -> delivery.byPollAtOnce(polls);
            case ByPoll _ -> delivery.byPoll(polls);
            case WebSocket open -> delivery.byFrame(open.link());
            case LeavingByPoll leaving -> {
                if (delivery.byLastPoll(polls, leaving.farewell())) {
                    forget();
                }
            }
            case LeavingByFrame leaving -> {
                if (!leaving.said() && delivery.byFrame(leaving.link())) {
                    sayGoodbye(leaving);
                }
            }
            case Opening _, Closed _ -> {}
        }
    }

    private void sayGoodbye(LeavingByFrame leaving) {
        leaving.link().close(leaving.reason().closeCode(), leaving.reason().words());
        state = leaving.toSaid();
    }

    /** Passes a message on to the application. */
    void hear(Message message) {
        if (!listening.hear(message)) {
            abort(CloseReason.APPLICATION_FAILED);
        }
    }

    /** The client has answered a ping. */
    void pong() {
        heartbeat.pong(clock.getAsLong());
    }

    /** A poll that comes with the client's farewell, or just after it, ends in an orderly way too. */
    void clientLeaves() {
        outgoing.clear();
        leave(CloseReason.CLIENT_LEFT, new Packet.Noop());
    }

    /** Ends the session once what waits has been sent. */
    void close(CloseReason reason) {
        if (reason == CloseReason.SLOW) {
            abort(reason);
        } else {
            leave(reason, new Packet.Close());
        }
    }

    private void leave(CloseReason reason, Packet farewell) {
        var due = dueAfter(settings.closeGrace().toNanos());
        switch (state) {
            case ByPoll open -> {
                dropCandidate(open);
                state = open.toLeaving(farewell, due);
                listening.end(open.transport(), reason);
            }
            case WebSocket open -> {
                state = open.toLeaving(reason, due);
                listening.end(open.transport(), reason);
            }
            case Opening _, LeavingByPoll _, LeavingByFrame _, Closed _ -> {}
        }
        flush();
    }

    /** Ends the session at once; what waits is forgotten. */
    void abort(CloseReason reason) {
        if (!(state instanceof Open open)) {
            return;
        }
        outgoing.clear();
        if (reason == CloseReason.SLOW) {
            outgoing.cut();
        }
        switch (open) {
            case ByPoll byPoll -> {
                dropCandidate(byPoll);
                endRequests(reason == CloseReason.SLOW ? EngineError.BODY_TIMEOUT : EngineError.BAD_REQUEST);
                forget();
            }
            case WebSocket webSocket ->
                sayGoodbye(webSocket.toLeaving(
                        reason, dueAfter(settings.closeGrace().toNanos())));
        }
        listening.end(open.transport(), reason);
    }

    private void endRequests(EngineError toPost) {
        polls.end(new HttpAnswer.Payload(PacketCodec.text(new Packet.Close())), new HttpAnswer.Refused(toPost));
    }

    /** The session has ended without a chance to say so to its client. */
    void lost(Open open, CloseReason reason) {
        forget();
        listening.end(open.transport(), reason);
    }

    private static void dropCandidate(ByPoll open) {
        if (open instanceof WithCandidate upgrading) {
            upgrading.candidate().close(CloseReason.CLIENT_LEFT.closeCode(), "the session has ended");
        }
    }

    /** Nothing of the session is left. */
    void forget() {
        state = new Closed();
        outgoing.clear();
        endRequests(EngineError.SESSION_UNKNOWN);
        forget.run();
    }

    /** Does what is due by now. */
    void tick() {
        var now = clock.getAsLong();
        switch (state) {
            case Open open -> tick(open, now);
            case LeavingByPoll leaving -> {
                if (now >= leaving.dueNanos()) {
                    forget();
                }
            }
            case LeavingByFrame leaving -> {
                if (now >= leaving.dueNanos()) {
                    leaving.link().cut();
                    forget();
                }
            }
            case Opening _, Closed _ -> {}
        }
    }

    private void tick(Open open, long now) {
        if (heartbeat.isDead(now)) {
            abort(CloseReason.PING_TIMEOUT);
        } else if (now >= outgoing.due() || now >= polls.due()) {
            abort(CloseReason.SLOW);
        } else {
            if (open instanceof WithCandidate upgrading && now >= upgrading.dueNanos()) {
                dropCandidate(upgrading);
                state = upgrading.toPolling();
            }
            if (heartbeat.pings(now)) {
                outgoing.add(new Packet.Ping(""));
            }
            flush();
        }
    }

    /** When {@link #tick} has something to do next. */
    long due() {
        return state instanceof Open
                ? Math.min(Math.min(state.dueNanos(), heartbeat.due()), Math.min(outgoing.due(), polls.due()))
                : state.dueNanos();
    }
}
