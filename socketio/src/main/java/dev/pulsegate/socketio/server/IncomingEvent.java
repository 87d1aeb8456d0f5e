package dev.pulsegate.socketio.server;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.pulsegate.socketio.protocol.Packet;

/** An event that a client emitted. */
public final class IncomingEvent {

    private final Packet.Event event;
    private final SioSocket socket;
    private final AtomicBoolean acknowledged = new AtomicBoolean();

    IncomingEvent(Packet.Event event, SioSocket socket) {
        this.event = event;
        this.socket = socket;
    }

    /** The socket it came from. */
    public SioSocket socket() {
        return socket;
    }

    /** Its name. */
    public String name() {
        return event.name();
    }

    /** Its arguments; a {@link com.fasterxml.jackson.databind.node.BinaryNode} in them was sent as binary. */
    public List<JsonNode> args() {
        return event.args();
    }

    /** The argument at a place, or a {@link MissingNode} if there are fewer. */
    public JsonNode arg(int place) {
        return place < args().size() ? args().get(place) : MissingNode.getInstance();
    }

    /** Whether the client waits for an answer. */
    public boolean wantsAck() {
        return event.id() != Packet.NO_ID;
    }

    /**
     * Answers the event, now or later and from any thread.
     *
     * @param values what the client's callback gets; binary nodes are sent as binary
     * @return false if the answer was not sent: the client wants none, has got one, or is no longer connected
     */
    public boolean acknowledge(JsonNode... values) {
        return wantsAck()
                && !acknowledged.getAndSet(true)
                && socket.send(new Packet.Ack(event.namespace(), event.id(), List.of(values)));
    }

    @Override
    public String toString() {
        return "IncomingEvent[" + event.name() + "]";
    }
}
