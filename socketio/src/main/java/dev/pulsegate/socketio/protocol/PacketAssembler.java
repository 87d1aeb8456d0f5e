package dev.pulsegate.socketio.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.pulsegate.socketio.engine.Message;

/**
 * Puts one session's messages together to packets: a text is a packet, or announces attachments, which then have to come
 * before anything else. Not to be used by two threads at once; of no use after an exception.
 */
public final class PacketAssembler {

    private final PacketLimits limits;
    private final List<byte[]> attachments = new ArrayList<>();
    private PacketHeader awaiting;
    private long attachmentBytes;

    /** Begins with nothing received. */
    public PacketAssembler(PacketLimits limits) {
        this.limits = limits;
    }

    /**
     * Takes the next message.
     *
     * @return the packet it completes, or nothing while attachments are missing
     * @throws MalformedPacketException if it is no packet's text, if it is a text while attachments are due or the other
     *     way round, or if the attachments are too many or too large
     */
    public Optional<ReceivedPacket> add(Message message) throws MalformedPacketException {
        return switch (message) {
            case Message.Text(var text) -> begin(text);
            case Message.Binary(var bytes) -> attach(bytes);
        };
    }

    private Optional<ReceivedPacket> begin(String text) throws MalformedPacketException {
        if (awaiting != null) {
            throw new MalformedPacketException("a text while attachments are due");
        }
        var header = PacketHeader.read(text);
        if (header.attachments() > limits.maxAttachments()) {
            throw new MalformedPacketException("too many attachments");
        }
        if (header.attachments() > 0) {
            awaiting = header;
            return Optional.empty();
        }
        return Optional.of(packet(header));
    }

    private Optional<ReceivedPacket> attach(byte[] bytes) throws MalformedPacketException {
        if (awaiting == null) {
            throw new MalformedPacketException("an attachment that no packet announced");
        }
        attachmentBytes += bytes.length;
        if (attachmentBytes > limits.maxAttachmentBytes()) {
            throw new MalformedPacketException("attachments too large");
        }
        attachments.add(bytes);
        if (attachments.size() < awaiting.attachments()) {
            return Optional.empty();
        }
        var complete = packet(awaiting);
        awaiting = null;
        attachments.clear();
        attachmentBytes = 0;
        return Optional.of(complete);
    }

    private ReceivedPacket packet(PacketHeader header) {
        return new ReceivedPacket(header.type(), header.namespace(), header.id(), header.json(), attachments);
    }
}
