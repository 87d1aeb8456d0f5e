package dev.pulsegate.socketio.protocol;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.socketio.engine.Message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PacketWriterTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final PacketLimits LIMITS = new PacketLimits(2, 100, 10, 50);

    private final PacketWriter writer = new PacketWriter(LIMITS);

    /** The messages as text, bytes in brackets. */
    private String write(Packet packet) {
        return writer.write(packet).stream()
                .map(message -> switch (message) {
                    case Message.Text(var text) -> text;
                    case Message.Binary(var bytes) ->
                        List.of(bytes.length, bytes[0]).toString();
                })
                .collect(Collectors.joining(" "));
    }

    private static Packet.Event event(String namespace, long id, JsonNode... args) {
        return new Packet.Event(namespace, id, "a", List.of(args));
    }

    private static BinaryNode bytes(int first, int length) {
        var bytes = new byte[length];
        bytes[0] = (byte) first;
        return BinaryNode.valueOf(bytes);
    }

    @Test
    void writesPacketsAsTheProtocolHasThem() {
        var sid = JSON.objectNode().put("sid", "x");
        assertThat(write(new Packet.Connect("/", JSON.objectNode()))).isEqualTo("0");
        assertThat(write(new Packet.Connect("/", sid))).isEqualTo("0{\"sid\":\"x\"}");
        assertThat(write(new Packet.Connect("/admin", sid))).isEqualTo("0/admin,{\"sid\":\"x\"}");
        assertThat(write(new Packet.Disconnect("/"))).isEqualTo("1");
        assertThat(write(new Packet.Disconnect("/admin"))).isEqualTo("1/admin,");
        assertThat(write(new Packet.ConnectError("/", JSON.objectNode().put("message", "no"))))
                .isEqualTo("4{\"message\":\"no\"}");
        assertThat(write(event("/", Packet.NO_ID))).isEqualTo("2[\"a\"]");
        assertThat(write(event("/admin", 0, JSON.numberNode(1)))).isEqualTo("2/admin,0[\"a\",1]");
        assertThat(write(new Packet.Ack("/", 12, List.of()))).isEqualTo("312[]");
        assertThat(write(new Packet.Ack("/admin", 13, List.of(JSON.textNode("b")))))
                .isEqualTo("3/admin,13[\"b\"]");
    }

    @Test
    void putsWhatIsBinaryIntoMessagesOfTheirOwn() {
        var deep = JSON.objectNode().set("x", JSON.arrayNode().add(bytes(7, 2)));
        assertThat(write(event("/", Packet.NO_ID, deep, bytes(8, 3))))
                .isEqualTo("52-[\"a\",{\"x\":[{\"_placeholder\":true,\"num\":0}]},{\"_placeholder\":true,\"num\":1}]"
                        + " [2, 7] [3, 8]");
        assertThat(write(new Packet.Ack("/admin", 15, List.of(bytes(9, 1)))))
                .isEqualTo("61-/admin,15[{\"_placeholder\":true,\"num\":0}] [1, 9]");
        assertThat(write(event("/", 3, JSON.pojoNode(new byte[] {5})))).startsWith("51-3[");
    }

    @Test
    void leavesTheArgumentsAsTheyWere() {
        ArrayNode args = JSON.arrayNode().add(bytes(1, 1));
        writer.write(event("/", Packet.NO_ID, args));
        assertThat(args).isEqualTo(JSON.arrayNode().add(bytes(1, 1)));
    }

    @Test
    void escapesWhatWouldEndAPacketWhenPolling() {
        assertThat(write(event("/", Packet.NO_ID, JSON.objectNode().put("\u001e", "\u001e\u0000\n"))))
                .isEqualTo("2[\"a\",{\"\\u001E\":\"\\u001E\\u0000\\n\"}]");
    }

    @Test
    void refusesMoreAttachmentsThanClientsTake() {
        assertThatThrownBy(() -> writer.write(event("/", 0, bytes(1, 1), bytes(1, 1), bytes(1, 1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesDataThatLooksLikeAnAttachmentsPlaceBesideAttachments() {
        var lookalike = JSON.objectNode().put("_placeholder", true).put("num", 0);
        assertThat(write(event("/", Packet.NO_ID, lookalike))).isEqualTo("2[\"a\",{\"_placeholder\":true,\"num\":0}]");
        assertThatThrownBy(() -> writer.write(event("/", 0, lookalike, bytes(1, 1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void refusesReservedNames(String name) {
        assertThatThrownBy(() -> new Packet.Event("/", 0, name, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesWhatTheReaderReads() throws Exception {
        var data = JSON.objectNode().put("text", "ä€𝄞\"\\").put("number", new BigDecimal("1.50"));
        data.set("list", JSON.arrayNode().add(bytes(3, 3)).addNull());
        var packets = List.of(
                new Packet.Connect("/x", JSON.objectNode().put("a", 1)),
                new Packet.Disconnect("/x"),
                new Packet.ConnectError("/x", JSON.objectNode().put("message", "no")),
                event("/x", 9, data, bytes(4, 2)),
                new Packet.Ack("/x", 9, List.of(data)));
        var assembler = new PacketAssembler(LIMITS);
        for (var packet : packets) {
            ReceivedPacket received = null;
            for (var message : writer.write(packet)) {
                assertThat(received).isNull();
                received = assembler.add(message).orElse(null);
            }
            assertThat(new PacketReader(LIMITS).read(received)).isEqualTo(packet);
        }
    }
}
