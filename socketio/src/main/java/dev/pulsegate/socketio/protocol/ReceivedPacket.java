package dev.pulsegate.socketio.protocol;

import java.util.List;

/**
 * A packet that has arrived with all its attachments, its JSON unread.
 *
 * @param id of an event that wants an answer or of an answer, else {@link Packet#NO_ID}
 * @param json its payload; empty if there is none
 * @param attachments in the order of their numbers
 */
public record ReceivedPacket(PacketType type, String namespace, long id, String json, List<byte[]> attachments) {

    /** What a packet takes beside its text and attachments, roughly. */
    private static final int OVERHEAD_BYTES = 256;

    /** Copies the list. */
    public ReceivedPacket {
        attachments = List.copyOf(attachments);
    }

    /** About how many bytes of memory the packet takes while it waits to be read. */
    public long size() {
        return OVERHEAD_BYTES
                + json.length()
                + attachments.stream().mapToLong(bytes -> bytes.length).sum();
    }

    @Override
    public String toString() {
        return type + " " + namespace;
    }
}
