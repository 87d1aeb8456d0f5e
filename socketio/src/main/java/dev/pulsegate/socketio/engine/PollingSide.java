package dev.pulsegate.socketio.engine;

import java.util.function.Supplier;

import dev.pulsegate.socketio.engine.SessionState.ByPoll;
import dev.pulsegate.socketio.engine.SessionState.Closed;
import dev.pulsegate.socketio.engine.SessionState.LeavingByFrame;
import dev.pulsegate.socketio.engine.SessionState.LeavingByPoll;
import dev.pulsegate.socketio.engine.SessionState.Open;
import dev.pulsegate.socketio.engine.SessionState.Opening;
import dev.pulsegate.socketio.engine.SessionState.WebSocket;

/** What happens to a session by HTTP requests: Engine.IO protocol 4.1, "HTTP long-polling". Used by one thread. */
final class PollingSide {

    private final SessionMachine machine;
    private final Incoming incoming;
    private final PayloadLimit limit;
    private final EngineSettings settings;

    PollingSide(SessionMachine machine, Incoming incoming, PayloadLimit limit, EngineSettings settings) {
        this.limit = limit;
        this.machine = machine;
        this.incoming = incoming;
        this.settings = settings;
    }

    /** The handshake. */
    boolean open(HttpExchange handshake, Packet.Open packet, Supplier<EngineListener> application) {
        if (!machine.admit(application)) {
            handshake.refuse(EngineError.APPLICATION_FAILED);
            return false;
        }
        machine.become(new Opening().toPolling());
        machine.delivery().answer(handshake, Outgoing.Batch.of(packet));
        return true;
    }

    /** A GET. What is overdue comes first, so that it meets the session as it ought to be. */
    void polled(HttpExchange poll) {
        machine.tick();
        switch (machine.state()) {
            case ByPoll _ -> {
                if (machine.polls().begin(poll)) {
                    machine.flush();
                } else {
                    poll.refuse(EngineError.BAD_REQUEST);
                    machine.abort(CloseReason.OVERLAPPING_REQUESTS);
                }
            }
            case LeavingByPoll _ -> {
                if (machine.polls().begin(poll)) {
                    machine.flush();
                } else {
                    poll.refuse(EngineError.SESSION_UNKNOWN);
                }
            }
            case WebSocket _ -> poll.refuse(EngineError.BAD_REQUEST);
            case Opening _, LeavingByFrame _, Closed _ -> poll.refuse(EngineError.SESSION_UNKNOWN);
        }
    }

    /** A POST, its body unread. */
    void posted(HttpExchange post) {
        machine.tick();
        switch (machine.state()) {
            case ByPoll _ -> {
                var due = machine.dueAfter(settings.transferDeadline().toNanos());
                if (machine.polls().beginPost(post, due)) {
                    post.readBody(limit.maxBytes());
                } else {
                    post.refuse(EngineError.BAD_REQUEST);
                    machine.abort(CloseReason.OVERLAPPING_REQUESTS);
                }
            }
            case WebSocket _ -> post.refuse(EngineError.BAD_REQUEST);
            case Opening _, LeavingByPoll _, LeavingByFrame _, Closed _ -> post.refuse(EngineError.SESSION_UNKNOWN);
        }
    }

    /** A POST's body is there. Its client may have moved to its WebSocket meanwhile. */
    void body(HttpExchange post, byte[] body) {
        if (!machine.polls().endPost(post)) {
            return;
        }
        if (read(body)) {
            post.answer(new HttpAnswer.Taken(), () -> {});
        } else {
            post.refuse(EngineError.BAD_REQUEST);
        }
    }

    /** Takes a payload's packets, up to one that ends the session; false if one of them was wrong. */
    private boolean read(byte[] body) {
        try {
            var reader = new PayloadReader(body);
            while (reader.hasNext() && machine.state() instanceof Open) {
                if (!incoming.receive(reader.next())) {
                    return false;
                }
            }
            return true;
        } catch (MalformedPacketException e) {
            machine.abort(CloseReason.MALFORMED);
            return false;
        }
    }

    /** A POST's body is longer than it may be. */
    void bodyTooBig(HttpExchange post) {
        if (machine.polls().endPost(post)) {
            post.refuse(EngineError.PAYLOAD_TOO_BIG);
            machine.abort(CloseReason.TOO_BIG);
        }
    }

    /** A POST's body cannot be kept now: so much comes at the moment. */
    void noRoom(HttpExchange post) {
        if (machine.polls().endPost(post)) {
            post.refuse(EngineError.NO_ROOM);
            machine.abort(CloseReason.NO_ROOM);
        }
    }

    /** A request's client went away before it had its answer. */
    void gone(HttpExchange exchange) {
        if (machine.polls().gone(exchange) || machine.outgoing().isWriting(exchange)) {
            machine.abort(CloseReason.CONNECTION_LOST);
        }
    }
}
