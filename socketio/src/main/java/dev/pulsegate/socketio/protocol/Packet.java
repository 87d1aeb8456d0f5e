package dev.pulsegate.socketio.protocol;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A Socket.IO packet. The binary packet types are encodings of {@link Event} and {@link Ack}: a {@link
 * com.fasterxml.jackson.databind.node.BinaryNode} anywhere in the arguments is an attachment.
 */
public sealed interface Packet {

    /** The id of an event that wants no answer. */
    long NO_ID = -1;

    /** The largest id: what a JavaScript client can count to. */
    long MAX_ID = (1L << 53) - 1;

    /** The main namespace, which the wire leaves out. */
    String MAIN_NAMESPACE = "/";

    /** The namespace the packet belongs to; begins with a slash and has no query. */
    String namespace();

    /**
     * A client asks for a namespace, or the server lets it in. The text form leaves the data out: it holds credentials.
     *
     * @param data from a client its credentials, from the server the socket's id; empty if there is none
     */
    record Connect(String namespace, ObjectNode data) implements Packet {
        @Override
        public String toString() {
            return "Connect[namespace=" + namespace + "]";
        }
    }

    /** One side leaves a namespace. */
    record Disconnect(String namespace) implements Packet {}

    /**
     * A named event.
     *
     * @param id what its answer refers to, from 0 to {@link #MAX_ID}, or {@link #NO_ID}
     * @param name none of {@link EventNames#isReserved}
     * @param args its arguments
     */
    record Event(String namespace, long id, String name, List<JsonNode> args) implements Packet {

        /** Copies the list. */
        public Event {
            EventNames.requireAllowed(name);
            args = List.copyOf(args);
        }
    }

    /**
     * The answer to an event.
     *
     * @param id that of the event
     * @param args the answer's values
     */
    record Ack(String namespace, long id, List<JsonNode> args) implements Packet {

        /** Copies the list. */
        public Ack {
            args = List.copyOf(args);
        }
    }

    /**
     * The server does not let a client into a namespace.
     *
     * @param data {@code message}, and whatever else the client is to know
     */
    record ConnectError(String namespace, ObjectNode data) implements Packet {}
}
