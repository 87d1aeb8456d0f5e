package dev.pulsegate.socketio.engine;

/** Reads what comes by WebSockets: Engine.IO protocol 4.1, "WebSocket" and "Upgrade". Used by one thread. */
final class FrameIntake {

    private static final String PROBE = "probe";

    private final SessionMachine machine;
    private final Incoming incoming;
    private final PayloadLimit limit;
    private final EngineMonitor monitor;

    FrameIntake(SessionMachine machine, Incoming incoming, PayloadLimit limit, EngineMonitor monitor) {
        this.machine = machine;
        this.incoming = incoming;
        this.limit = limit;
        this.monitor = monitor;
    }

    /** A message, of the session's WebSocket or of one on its way to be that; any other is being closed. */
    void frame(WebSocketLink link, Frame frame) {
        if (machine.mayMoveTo(link)) {
            tryOut(frame);
        } else if (machine.isCarriedBy(link)) {
            read(frame);
        }
    }

    /** A frame that is no message: a WebSocket's own ping or pong, or a further part of a message. */
    void otherFrame(WebSocketLink link) {
        if (machine.isCarriedBy(link) || machine.mayMoveTo(link)) {
            incoming.count();
        }
    }

    /** A message longer than whoever carries it takes. */
    void frameTooBig(WebSocketLink link) {
        machine.abort(link, CloseReason.TOO_BIG);
    }

    /** A message that cannot be kept now: so much comes at the moment. */
    void noRoom(WebSocketLink link) {
        machine.abort(link, CloseReason.NO_ROOM);
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

    private void tryOut(Frame frame) {
        if (isText(frame, new Packet.Ping(PROBE)) && machine.probe(new Packet.Pong(PROBE))) {
            monitor.received();
        } else if (isText(frame, new Packet.Upgrade()) && machine.upgrade()) {
            monitor.received();
            monitor.upgraded();
        } else {
            machine.dropCandidate(CloseReason.MALFORMED);
        }
        machine.flush();
    }

    private static boolean isText(Frame frame, Packet packet) {
        return frame instanceof Frame.Text(var text) && text.equals(PacketCodec.text(packet));
    }
}
