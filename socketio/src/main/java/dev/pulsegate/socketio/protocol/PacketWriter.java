package dev.pulsegate.socketio.protocol;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.pulsegate.socketio.engine.Message;

/** Writes packets as messages. May be used by any thread. */
public final class PacketWriter {

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final PacketLimits limits;

    /** A writer with limits, of which only the number of attachments matters here. */
    public PacketWriter(PacketLimits limits) {
        this.limits = limits;
    }

    /**
     * Writes a packet.
     *
     * @return its text, then its attachments; to be sent with nothing between them
     * @throws IllegalArgumentException if there are more attachments than allowed, or if beside attachments the data holds
     *     what the other side would take for an attachment's place
     */
    public List<Message> write(Packet packet) {
        return switch (packet) {
            case Packet.Connect(var namespace, var data) ->
                List.of(Message.text(header(PacketType.CONNECT, 0, namespace, Packet.NO_ID) + json(data)));
            case Packet.ConnectError(var namespace, var data) ->
                List.of(Message.text(header(PacketType.CONNECT_ERROR, 0, namespace, Packet.NO_ID) + json(data)));
            case Packet.Disconnect(var namespace) ->
                List.of(Message.text(header(PacketType.DISCONNECT, 0, namespace, Packet.NO_ID)));
            case Packet.Event(var namespace, var id, var name, var args) -> {
                var payload = mapper.createArrayNode().add(name).addAll(args);
                yield withAttachments(PacketType.EVENT, PacketType.BINARY_EVENT, namespace, id, payload);
            }
            case Packet.Ack(var namespace, var id, var args) -> {
                var payload = mapper.createArrayNode().addAll(args);
                yield withAttachments(PacketType.ACK, PacketType.BINARY_ACK, namespace, id, payload);
            }
        };
    }

    private List<Message> withAttachments(
            PacketType plain, PacketType binary, String namespace, long id, ArrayNode payload) {
        var json = new StringWriter();
        try (var generator = new AttachmentGenerator(mapper.createGenerator(json))) {
            mapper.writeTree(generator, payload);
            var attachments = generator.attachments();
            if (!attachments.isEmpty()) {
                requireFit(attachments.size(), generator.looksLikePlaceholder());
            }
            generator.flush();
            var header = header(attachments.isEmpty() ? plain : binary, attachments.size(), namespace, id);
            var messages = new ArrayList<Message>(1 + attachments.size());
            messages.add(Message.text(header + json));
            messages.addAll(attachments);
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireFit(int attachments, boolean ambiguous) {
        if (attachments > limits.maxAttachments()) {
            throw new IllegalArgumentException("more than " + limits.maxAttachments() + " attachments");
        }
        if (ambiguous) {
            throw new IllegalArgumentException("data with a member " + Placeholders.MARK + " beside attachments");
        }
    }

    private static String header(PacketType type, int attachments, String namespace, long id) {
        var header = new StringBuilder().append(type.digit());
        if (type.hasAttachments()) {
            header.append(attachments).append('-');
        }
        if (!namespace.equals(Packet.MAIN_NAMESPACE)) {
            header.append(namespace).append(',');
        }
        if (id != Packet.NO_ID) {
            header.append(id);
        }
        return header.toString();
    }

    private static String json(ObjectNode data) {
        return data.isEmpty() ? "" : data.toString();
    }
}
