package dev.pulsegate.socketio.protocol;

import java.util.Optional;

/** What a packet's first digit says it is. */
public enum PacketType {
    /** A client asks for a namespace, or the server lets it in. */
    CONNECT('0'),
    /** One side leaves a namespace. */
    DISCONNECT('1'),
    /** A named event with arguments. */
    EVENT('2'),
    /** The answer to an event. */
    ACK('3'),
    /** The server does not let a client into a namespace. */
    CONNECT_ERROR('4'),
    /** An event with binary attachments, which follow in messages of their own. */
    BINARY_EVENT('5'),
    /** The answer to an event, with binary attachments. */
    BINARY_ACK('6');

    private final char digit;

    PacketType(char digit) {
        this.digit = digit;
    }

    /** The digit a packet of this type begins with. */
    char digit() {
        return digit;
    }

    /** The type that a digit stands for. */
    static Optional<PacketType> ofDigit(char digit) {
        return switch (digit) {
            case '0' -> Optional.of(CONNECT);
            case '1' -> Optional.of(DISCONNECT);
            case '2' -> Optional.of(EVENT);
            case '3' -> Optional.of(ACK);
            case '4' -> Optional.of(CONNECT_ERROR);
            case '5' -> Optional.of(BINARY_EVENT);
            case '6' -> Optional.of(BINARY_ACK);
            default -> Optional.empty();
        };
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
