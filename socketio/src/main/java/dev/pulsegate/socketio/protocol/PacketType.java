package dev.pulsegate.socketio.protocol;

import java.util.Optional;

/** What a packet's first digit says it is; the digit is the constant's place in this list. */
public enum PacketType {
    /** A client asks for a namespace, or the server lets it in. */
    CONNECT,
    /** One side leaves a namespace. */
    DISCONNECT,
    /** A named event with arguments. */
    EVENT,
    /** The answer to an event. */
    ACK,
    /** The server does not let a client into a namespace. */
    CONNECT_ERROR,
    /** An event with binary attachments, which follow in messages of their own. */
    BINARY_EVENT,
    /** The answer to an event, with binary attachments. */
    BINARY_ACK;

    private static final PacketType[] TYPES = values();

    /** The digit a packet of this type begins with. */
    char digit() {
        return (char) ('0' + ordinal());
    }

    /** The type that a digit stands for. */
    static Optional<PacketType> ofDigit(char digit) {
        int place = digit - '0';
        return place >= 0 && place < TYPES.length ? Optional.of(TYPES[place]) : Optional.empty();
    }

    /** Whether the number of attachments follows the digit. */
    boolean hasAttachments() {
        return switch (this) {
            case BINARY_EVENT, BINARY_ACK -> true;
            case CONNECT, DISCONNECT, EVENT, ACK, CONNECT_ERROR -> false;
        };
    }

    /** Whether this is the answer to an event. */
    public boolean isAck() {
        return switch (this) {
            case ACK, BINARY_ACK -> true;
            case CONNECT, DISCONNECT, EVENT, CONNECT_ERROR, BINARY_EVENT -> false;
        };
    }
}
