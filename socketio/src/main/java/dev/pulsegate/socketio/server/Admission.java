package dev.pulsegate.socketio.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** Whether a client may connect to a namespace. */
public sealed interface Admission {

    /**
     * It may.
     *
     * @param listener hears what it says
     */
    record Accepted(SocketListener listener) implements Admission {}

    /**
     * It may not.
     *
     * @param message for the client: {@code err.message} of its {@code connect_error}
     * @param data more for the client, its {@code err.data}; a {@link MissingNode} for nothing
     */
    record Refused(String message, JsonNode data) implements Admission {}

    /** Lets a client in. */
    static Admission accepted(SocketListener listener) {
        return new Accepted(listener);
    }

    /** Refuses a client; the message is for it to read. */
    static Admission refused(String message) {
        return new Refused(message, MissingNode.getInstance());
    }

    /** Refuses a client, and tells it more than a message. */
    static Admission refused(String message, JsonNode data) {
        return new Refused(message, data);
    }
}
