package dev.pulsegate.socketio.protocol;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.pulsegate.socketio.engine.Message;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads packets with narrow limits. */
abstract class PacketReading {

    static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    static final PacketLimits LIMITS = new PacketLimits(3, 100, 10, 50);
    static final ObjectMapper MAPPER = new ObjectMapper();

    final PacketAssembler assembler = new PacketAssembler(LIMITS);
    final PacketReader reader = new PacketReader(LIMITS);

    Packet read(String text, byte[]... attachments) throws MalformedPacketException {
        var packet = assembler.add(Message.text(text));
        for (var attachment : attachments) {
            assertThat(packet).isEmpty();
            packet = assembler.add(Message.binary(attachment));
        }
        return reader.read(packet.orElseThrow());
    }

    static List<JsonNode> args(String json) {
        try {
            return List.copyOf(MAPPER.readTree(json).valueStream().toList());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
