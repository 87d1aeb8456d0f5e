package dev.pulsegate.socketio.engine;

import java.time.Duration;
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
import dev.pulsegate.socketio.engine.SessionState.Polling;
import dev.pulsegate.socketio.engine.SessionState.Probing;
import dev.pulsegate.socketio.engine.SessionState.Upgrading;
import dev.pulsegate.socketio.engine.SessionState.WebSocket;
import dev.pulsegate.socketio.engine.SessionState.WithCandidate;

/**
 * A session's state and every step from one to the next, in the order in which {@link SessionState} draws them: it begins,
 * polls or moves to a WebSocket, exchanges messages, and ends. Nobody else changes it or what belongs to it. What the bytes
 * mean that come by polling and by WebSocket is read by {@link PostIntake} and {@link FrameIntake}. Used by one thread;
 * {@link Session} gets there.
 */
final class SessionMachine {

    private final EngineSettings settings;
    private final LongSupplier clock;
    private final Outgoing outgoing;
    private final Delivery delivery;
    private final Heartbeat heartbeat;
    private final Polls polls = new Polls();
    private final PayloadLimit limit;
    private final Listening listening;
    private final Runnable forget;

    private SessionState state = new Opening();

    /**
     * @param limit how long a message the client may send
     * @param loop runs what happens later, on the one thread
     * @param forget done when nothing of the session is left
     */
    SessionMachine(Surroundings surroundings, Budget budget, PayloadLimit limit, Executor loop, Runnable forget) {
        this.settings = surroundings.settings();
        this.clock = surroundings.clock();
        this.limit = limit;
        this.forget = forget;
        this.outgoing = new Outgoing(budget, settings);
        this.delivery = new Delivery(outgoing, surroundings, loop, this::flush);
        this.heartbeat = new Heartbeat(settings, clock.getAsLong());
        this.listening = new Listening(surroundings.monitor());
    }

    /** Whether messages are exchanged. */
    boolean isOpen() {
        return state instanceof Open;
    }

    private long dueAfter(Duration time) {
        return clock.getAsLong() + time.toNanos();
    }

    // It begins.

    /** Begins by polling: answers the handshake. False if the application failed, which ends the session. */
    boolean open(HttpExchange handshake, Packet.Open packet, Supplier<EngineListener> application) {
        if (!admit(application)) {
            handshake.refuse(EngineError.APPLICATION_FAILED);
            return false;
        }
        state = new Opening().toPolling();
        delivery.answer(handshake, Outgoing.Batch.of(packet));
        return true;
    }

    /** Begins by a WebSocket, without polling. False if the application failed, which ends the session. */
    boolean open(WebSocketLink link, Packet.Open packet, Supplier<EngineListener> application) {
        if (!admit(application)) {
            close(link, CloseReason.APPLICATION_FAILED);
            return false;
        }
        state = new Opening().toWebSocket(link);
        link.allow(limit.maxBytes());
        outgoing.add(packet);
        flush();
        return true;
    }

    private boolean admit(Supplier<EngineListener> application) {
        if (listening.begin(application)) {
            return true;
        }
        forget();
        return false;
    }

    // The client polls.

    /** A GET waits for packets. What is overdue comes first, so that it meets the session as it ought to be. */
    void poll(HttpExchange poll) {
        tick();
        switch (state) {
            case ByPoll _ -> {
                if (polls.begin(poll)) {
                    flush();
                } else {
                    poll.refuse(EngineError.BAD_REQUEST);
                    abort(CloseReason.OVERLAPPING_REQUESTS);
                }
            }
            case LeavingByPoll _ -> {
                if (polls.begin(poll)) {
                    flush();
                } else {
                    poll.refuse(EngineError.SESSION_UNKNOWN);
                }
            }
            case WebSocket _ -> poll.refuse(EngineError.BAD_REQUEST);
            case Opening _, LeavingByFrame _, Closed _ -> poll.refuse(EngineError.SESSION_UNKNOWN);
        }
    }

    /** A POST has come, and has its body read if this is the time for one. */
    void beginPost(HttpExchange post) {
        tick();
        switch (state) {
            case ByPoll _ -> {
                if (polls.beginPost(post, dueAfter(settings.transferDeadline()))) {
                    post.readBody(limit.maxBytes());
                } else {
                    post.refuse(EngineError.BAD_REQUEST);
                    abort(CloseReason.OVERLAPPING_REQUESTS);
                }
            }
            case WebSocket _ -> post.refuse(EngineError.BAD_REQUEST);
            case Opening _, LeavingByPoll _, LeavingByFrame _, Closed _ -> post.refuse(EngineError.SESSION_UNKNOWN);
        }
    }

    /** A POST's body has been dealt with by whoever reads it; false if it was not the one under way. */
    boolean endPost(HttpExchange post) {
        return polls.endPost(post);
    }

    /** A request's client went away before it had its answer. */
    void gone(HttpExchange exchange) {
        if (polls.gone(exchange) || outgoing.isWriting(exchange)) {
            abort(CloseReason.CONNECTION_LOST);
        }
    }

    // It has a WebSocket, or moves to one.

    /** A WebSocket for a session that is there: one that polls may try it, another has no use for it. */
    void connected(WebSocketLink link) {
        tick();
        if (state instanceof Polling polling) {
            state = polling.toProbing(link, dueAfter(settings.upgradeTimeout()));
            link.allow(limit.maxBytes());
        } else {
            close(link, CloseReason.OVERLAPPING_REQUESTS);
        }
    }

    /** Whether a WebSocket carries the session. */
    boolean isCarriedBy(WebSocketLink link) {
        return state instanceof WebSocket open && open.link().equals(link);
    }

    /** Whether the session may yet move to a WebSocket. */
    boolean mayMoveTo(WebSocketLink link) {
        return state instanceof WithCandidate upgrading && upgrading.candidate().equals(link);
    }

    /** The client tries the WebSocket it may move to, and is answered there; false if it has tried it before. */
    boolean probe(Packet answer) {
        if (state instanceof Probing probing) {
            delivery.past(probing.candidate(), answer);
            state = probing.toUpgrading();
            return true;
        }
        return false;
    }

    /** The client moves to the WebSocket; false if it has yet to try it. */
    boolean upgrade() {
        if (state instanceof Upgrading tried) {
            state = tried.toWebSocket();
            return true;
        }
        return false;
    }

    /** The client stays with polling: what it said on the WebSocket makes no sense there. */
    void dropCandidate(CloseReason reason) {
        if (state instanceof WithCandidate upgrading) {
            close(upgrading.candidate(), reason);
            state = upgrading.toPolling();
        }
    }

    /** The client may send no longer messages than this, by its WebSocket or by polling. */
    void limit(int maxBytes) {
        limit.set(maxBytes);
        switch (state) {
            case WebSocket open -> open.link().allow(limit.maxBytes());
            case WithCandidate upgrading -> upgrading.candidate().allow(limit.maxBytes());
            case Opening _, Polling _, LeavingByPoll _, LeavingByFrame _, Closed _ -> {}
        }
    }

    /** Ends a WebSocket for what came by it, and the session if it is carried by it. */
    void abort(WebSocketLink link, CloseReason reason) {
        if (isCarriedBy(link)) {
            abort(reason);
        } else {
            close(link, reason);
        }
    }

    /**
     * A WebSocket has closed.
     *
     * @param orderly whether its client said so
     */
    void disconnected(WebSocketLink link, boolean orderly) {
        if (state instanceof WithCandidate upgrading && upgrading.candidate().equals(link)) {
            state = upgrading.toPolling();
            flush();
        } else if (state instanceof WebSocket open && open.link().equals(link)) {
            forget();
            listening.end(open.transport(), orderly ? CloseReason.CLIENT_LEFT : CloseReason.CONNECTION_LOST);
        } else if (state instanceof LeavingByFrame leaving && leaving.link().equals(link)) {
            forget();
        }
    }

    private static void close(WebSocketLink link, CloseReason reason) {
        link.close(reason.closeCode(), reason.words());
    }

    // Messages are exchanged.

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

    // It ends.

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
        var due = dueAfter(settings.closeGrace());
        switch (state) {
            case ByPoll open -> {
                closeCandidate(open);
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
                closeCandidate(byPoll);
                endRequests(reason == CloseReason.SLOW ? EngineError.BODY_TIMEOUT : EngineError.BAD_REQUEST);
                forget();
            }
            case WebSocket webSocket -> sayGoodbye(webSocket.toLeaving(reason, dueAfter(settings.closeGrace())));
        }
        listening.end(open.transport(), reason);
    }

    private void endRequests(EngineError toPost) {
        polls.end(new HttpAnswer.Payload(PacketCodec.text(new Packet.Close())), new HttpAnswer.Refused(toPost));
    }

    private static void closeCandidate(ByPoll open) {
        if (open instanceof WithCandidate upgrading) {
            upgrading.candidate().close(CloseReason.CLIENT_LEFT.closeCode(), "the session has ended");
        }
    }

    /** Nothing of the session is left. */
    private void forget() {
        state = new Closed();
        outgoing.clear();
        endRequests(EngineError.SESSION_UNKNOWN);
        forget.run();
    }

    // Time passes.

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
                closeCandidate(upgrading);
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
