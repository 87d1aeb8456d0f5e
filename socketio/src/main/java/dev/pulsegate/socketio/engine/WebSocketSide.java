package dev.pulsegate.socketio.engine;

import java.util.function.Supplier;

import dev.pulsegate.socketio.engine.SessionState.LeavingByFrame;
import dev.pulsegate.socketio.engine.SessionState.Opening;
import dev.pulsegate.socketio.engine.SessionState.Polling;
import dev.pulsegate.socketio.engine.SessionState.Probing;
import dev.pulsegate.socketio.engine.SessionState.Upgrading;
import dev.pulsegate.socketio.engine.SessionState.WebSocket;
import dev.pulsegate.socketio.engine.SessionState.WithCandidate;

/** What happens to a session by WebSockets: Engine.IO protocol 4.1, "WebSocket" and "Upgrade". Used by one thread. */
final class WebSocketSide {

    private static final String PROBE = "probe";

    private final SessionMachine machine;
    private final Incoming incoming;
    private final PayloadLimit limit;
    private final EngineSettings settings;
    private final EngineMonitor monitor;

    WebSocketSide(SessionMachine machine, Incoming incoming, PayloadLimit limit, Surroundings surroundings) {
        this.limit = limit;
        this.machine = machine;
        this.incoming = incoming;
        this.settings = surroundings.settings();
        this.monitor = surroundings.monitor();
    }

    /** The handshake of a session without polling. */
    boolean open(WebSocketLink link, Packet.Open packet, Supplier<EngineListener> application) {
        if (!machine.admit(application)) {
            close(link, CloseReason.APPLICATION_FAILED);
            return false;
        }
        machine.become(new Opening().toWebSocket(link));
        link.allow(limit.maxBytes());
        machine.outgoing().add(packet);
        machine.flush();
        return true;
    }

    /** A WebSocket for a session that is there: one that polls may try it, another has no use for it. */
    void connected(WebSocketLink link) {
        machine.tick();
        if (machine.state() instanceof Polling polling) {
            machine.become(polling.toProbing(
                    link, machine.dueAfter(settings.upgradeTimeout().toNanos())));
            link.allow(limit.maxBytes());
        } else {
            close(link, CloseReason.OVERLAPPING_REQUESTS);
        }
    }

    /** The client may send no longer messages than this, by its WebSocket or by polling. */
    void limit(int maxBytes) {
        limit.set(maxBytes);
        if (machine.state() instanceof WebSocket open) {
            open.link().allow(limit.maxBytes());
        } else if (machine.state() instanceof WithCandidate upgrading) {
            upgrading.candidate().allow(limit.maxBytes());
        }
    }

    /** A message, of the session's WebSocket or of one on its way to be that; any other is being closed. */
    void frame(WebSocketLink link, Frame frame) {
        if (machine.state() instanceof WithCandidate upgrading
                && upgrading.candidate().equals(link)) {
            tryOut(upgrading, frame);
        } else if (machine.state() instanceof WebSocket open && open.link().equals(link)) {
            read(frame);
        }
    }

    /** A frame that is no message: a WebSocket's own ping or pong, or a further part of a message. */
    void otherFrame(WebSocketLink link) {
        if (machine.state() instanceof WebSocket open && open.link().equals(link)) {
            incoming.count();
        } else if (machine.state() instanceof WithCandidate upgrading
                && upgrading.candidate().equals(link)) {
            incoming.count();
        }
    }

    /** A message longer than whoever carries it takes. */
    void frameTooBig(WebSocketLink link) {
        end(link, CloseReason.TOO_BIG);
    }

    /** A message that cannot be kept now: so much comes at the moment. */
    void noRoom(WebSocketLink link) {
        end(link, CloseReason.NO_ROOM);
    }

    private void end(WebSocketLink link, CloseReason reason) {
        if (machine.state() instanceof WebSocket open && open.link().equals(link)) {
            machine.abort(reason);
        } else {
            close(link, reason);
        }
    }

    private void read(Frame frame) {
        if (frame.size() > limit.maxBytes()) {
            machine.abort(CloseReason.TOO_BIG);
            return;
        }
        try {
            incoming.receive(PacketCodec.decode(frame));
        } catch (MalformedPacketException e) {
            machine.abort(CloseReason.MALFORMED);
        }
    }

    private void tryOut(WithCandidate upgrading, Frame frame) {
        switch (upgrading) {
            case Probing probing
            when isProbe(frame) -> {
                monitor.received();
                machine.delivery().past(probing.candidate(), new Packet.Pong(PROBE));
                machine.become(probing.toUpgrading());
            }
            case Upgrading tried
            when isUpgrade(frame) -> {
                monitor.received();
                monitor.upgraded();
                machine.become(tried.toWebSocket());
            }
            case Probing _, Upgrading _ -> {
                close(upgrading.candidate(), CloseReason.MALFORMED);
                machine.become(upgrading.toPolling());
            }
        }
        machine.flush();
    }

    private static boolean isProbe(Frame frame) {
        return frame instanceof Frame.Text(var text) && text.equals(PacketCodec.text(new Packet.Ping(PROBE)));
    }

    private static boolean isUpgrade(Frame frame) {
        return frame instanceof Frame.Text(var text) && text.equals(PacketCodec.text(new Packet.Upgrade()));
    }

    /**
     * A WebSocket has closed.
     *
     * @param orderly whether its client said so
     */
    void disconnected(WebSocketLink link, boolean orderly) {
        if (machine.state() instanceof WithCandidate upgrading
                && upgrading.candidate().equals(link)) {
            machine.become(upgrading.toPolling());
            machine.flush();
        } else if (machine.state() instanceof WebSocket open && open.link().equals(link)) {
            machine.lost(open, orderly ? CloseReason.CLIENT_LEFT : CloseReason.CONNECTION_LOST);
        } else if (machine.state() instanceof LeavingByFrame leaving
                && leaving.link().equals(link)) {
            machine.forget();
        }
    }

    private static void close(WebSocketLink link, CloseReason reason) {
        link.close(reason.closeCode(), reason.words());
    }
}
