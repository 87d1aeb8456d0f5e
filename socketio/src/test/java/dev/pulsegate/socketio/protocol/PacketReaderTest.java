package dev.pulsegate.socketio.protocol;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.socketio.engine.Message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PacketReaderTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final PacketLimits LIMITS = new PacketLimits(3, 100, 10, 50);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final PacketAssembler assembler = new PacketAssembler(LIMITS);
    private final PacketReader reader = new PacketReader(LIMITS);

    private Packet read(String text, byte[]... attachments) throws MalformedPacketException {
        var packet = assembler.add(Message.text(text));
        for (var attachment : attachments) {
            assertThat(packet).isEmpty();
            packet = assembler.add(Message.binary(attachment));
        }
        return reader.read(packet.orElseThrow());
    }

    private static List<JsonNode> args(String json) {
        try {
            return List.copyOf(MAPPER.readTree(json).valueStream().toList());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void readsAConnection() throws Exception {
        assertThat(read("0")).isEqualTo(new Packet.Connect("/", JSON.objectNode()));
        assertThat(read("0/,")).isEqualTo(new Packet.Connect("/", JSON.objectNode()));
        assertThat(read("0/admin")).isEqualTo(new Packet.Connect("/admin", JSON.objectNode()));
        assertThat(read("0/admin,")).isEqualTo(new Packet.Connect("/admin", JSON.objectNode()));
        assertThat(read("0{\"token\":\"123\"}"))
                .isEqualTo(new Packet.Connect("/", JSON.objectNode().put("token", "123")));
        assertThat(read("0/a/b,{\"token\":\"123\"}"))
                .isEqualTo(new Packet.Connect("/a/b", JSON.objectNode().put("token", "123")));
    }

    @Test
    void leavesTheQueryOfANamespaceOut() throws Exception {
        assertThat(read("0/admin?token=1&x=y,{}")).isEqualTo(new Packet.Connect("/admin", JSON.objectNode()));
        assertThat(read("2/?x,[\"a\"]").namespace()).isEqualTo("/");
    }

    @Test
    void keepsCredentialsOutOfTheLog() throws Exception {
        assertThat(read("0{\"token\":\"secret\"}").toString()).doesNotContain("secret");
    }

    @Test
    void readsADisconnection() throws Exception {
        assertThat(read("1")).isEqualTo(new Packet.Disconnect("/"));
        assertThat(read("1/admin,")).isEqualTo(new Packet.Disconnect("/admin"));
        assertThat(read("1/admin")).isEqualTo(new Packet.Disconnect("/admin"));
    }

    @Test
    void readsARefusal() throws Exception {
        var refusal = new Packet.ConnectError("/", JSON.objectNode().put("message", "no"));
        assertThat(read("4{\"message\":\"no\"}")).isEqualTo(refusal);
        assertThat(read("4\"no\"")).isEqualTo(refusal);
    }

    @Test
    void readsAnEvent() throws Exception {
        assertThat(read("2[\"a\"]")).isEqualTo(new Packet.Event("/", Packet.NO_ID, "a", List.of()));
        assertThat(read("2[\"a\",1,\"2\",{\"3\":[true,null]}]"))
                .isEqualTo(new Packet.Event("/", Packet.NO_ID, "a", args("[1,\"2\",{\"3\":[true,null]}]")));
        assertThat(read("2/admin,[\"a\"]")).isEqualTo(new Packet.Event("/admin", Packet.NO_ID, "a", List.of()));
        assertThat(read("2[\"\"]")).isEqualTo(new Packet.Event("/", Packet.NO_ID, "", List.of()));
    }

    @Test
    void takesANumberAsTheNameOfAnEvent() throws Exception {
        assertThat(read("2[42,1]")).isEqualTo(new Packet.Event("/", Packet.NO_ID, "42", args("[1]")));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "12,12", "0012,12", "9007199254740991,9007199254740991"})
    void readsAnIdUpToWhatJavaScriptCountsTo(String digits, long id) throws Exception {
        assertThat(read("2" + digits + "[\"a\"]")).isEqualTo(new Packet.Event("/", id, "a", List.of()));
        assertThat(read("3/x," + digits + "[1]")).isEqualTo(new Packet.Ack("/x", id, args("[1]")));
    }

    @Test
    void readsAnAnswer() throws Exception {
        assertThat(read("312[]")).isEqualTo(new Packet.Ack("/", 12, List.of()));
        assertThat(read("3/admin,13[\"bar\"]")).isEqualTo(new Packet.Ack("/admin", 13, args("[\"bar\"]")));
    }

    @Test
    void putsAttachmentsIntoTheirPlaces() throws Exception {
        var one = new byte[] {1, 2};
        var two = new byte[] {3};
        var event = (Packet.Event) read(
                "52-/x,7[\"a\",{\"deep\":[{\"_placeholder\":true,\"num\":1}]},{\"num\":0,\"_placeholder\":true}]",
                one,
                two);
        assertThat(event.id()).isEqualTo(7);
        assertThat(event.args().get(0).at("/deep/0")).isEqualTo(BinaryNode.valueOf(two));
        assertThat(event.args().get(1)).isEqualTo(BinaryNode.valueOf(one));

        assertThat(read("61-15[{\"_placeholder\":true,\"num\":0}]", one))
                .isEqualTo(new Packet.Ack("/", 15, List.of(BinaryNode.valueOf(one))));
    }

    @Test
    void takesABinaryPacketWithoutAttachments() throws Exception {
        assertThat(read("50-[\"a\"]")).isEqualTo(new Packet.Event("/", Packet.NO_ID, "a", List.of()));
        assertThat(read("2[\"b\"]")).isEqualTo(new Packet.Event("/", Packet.NO_ID, "b", List.of()));
    }

    @Test
    void leavesWhatLooksLikeAPlaceInAPlainEventAlone() throws Exception {
        var event = (Packet.Event) read("2[\"a\",{\"_placeholder\":true,\"num\":0}]");
        assertThat(event.args()).isEqualTo(args("[{\"_placeholder\":true,\"num\":0}]"));
    }

    @Test
    void takesAMarkThatIsNotTrueAsData() throws Exception {
        var event = (Packet.Event) read("50-[\"a\",{\"_placeholder\":false},{\"_placeholder\":1}]");
        assertThat(event.args()).isEqualTo(args("[{\"_placeholder\":false},{\"_placeholder\":1}]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "7",
                "9[\"a\"]",
                "-1",
                "a",
                "abc",
                "\u0661[\"a\"]", // types
                "0[]",
                "0null",
                "0\"x\"",
                "0{",
                "0{}x",
                "0{}{}",
                "012{}",
                "0 ", // CONNECT
                "1[]",
                "1{}",
                "1null",
                "112",
                "1 ", // DISCONNECT
                "2",
                "2/x",
                "2/x,",
                "2[]",
                "2{}",
                "2null",
                "2[null]",
                "2[true]",
                "2[{}]",
                "2[[]]",
                "212",
                "2[\"a\"",
                "2[\"a\"]]",
                "2[\"a\"] [\"b\"]",
                "2[\"a\",]",
                "2['a']",
                "2[\"a\",01]",
                "2[\"a\\x\"]",
                "2\"a\"",
                "2abc[\"a\"]",
                "2-1[\"a\"]",
                "21.5[\"a\"]",
                "2x", // EVENT
                "29007199254740992[\"a\"]",
                "299999999999999999999999999[\"a\"]", // ids
                "3[]",
                "3[\"a\"]",
                "3",
                "312",
                "312{}",
                "312null",
                "3x[]", // ACK
                "4",
                "4[]",
                "4null",
                "41{}",
                "47", // CONNECT_ERROR
                "5[\"a\"]",
                "5-[\"a\"]",
                "5",
                "5x-[\"a\"]",
                "51",
                "51[\"a\"]",
                "5-1-[\"a\"]",
                "51.0-[\"a\"]",
                "54-[\"a\"]",
                "599999999999999999999-[\"a\"]",
                "6-1[]",
                "60-[]",
                "60-x[]",
                "6", // binary
                "50-[\"a\",{\"_placeholder\":true,\"num\":0}]",
                "50-[{\"_placeholder\":true,\"num\":0}]",
            })
    void refusesWhatIsNoPacket(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void whatPythonWritesForNoNumberIsLeftToTheApplicationAndNumbersStayAsTheyCame() throws MalformedPacketException {
        assertThat(read("2[\"a\",NaN,1e400,1.50]"))
                .isInstanceOfSatisfying(Packet.Event.class, event -> assertThat(event.args())
                        .extracting(each -> each.asText())
                        .containsExactly("NaN", "1E+400", "1.50"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void refusesAnEventWithAReservedName(String name) {
        assertThatThrownBy(() -> read("2[\"" + name + "\"]")).isInstanceOf(MalformedPacketException.class);
        assertThatThrownBy(() -> read("50-[\"" + name + "\"]")).isInstanceOf(MalformedPacketException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":true,\"num\":1}",
                "{\"_placeholder\":true,\"num\":-1}",
                "{\"_placeholder\":true,\"num\":0.5}",
                "{\"_placeholder\":true,\"num\":4294967296}",
                "{\"_placeholder\":true,\"num\":\"0\"}",
                "{\"_placeholder\":true,\"num\":null}",
                "{\"_placeholder\":true}",
                "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":0}",
                "7",
            })
    void refusesAttachmentsThatDoNotFitTheirPlaces(String args) {
        assertThatThrownBy(() -> read("51-[\"a\"," + args + "]", new byte[1]))
                .isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void refusesTextWhileAttachmentsAreDue() throws Exception {
        assertThat(assembler.add(Message.text("51-[\"a\",{\"_placeholder\":true,\"num\":0}]")))
                .isEmpty();
        assertThatThrownBy(() -> read("2[\"a\"]")).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void refusesAttachmentsNobodyAnnounced() {
        assertThatThrownBy(() -> assembler.add(Message.binary(new byte[1])))
                .isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void refusesMoreBytesOfAttachmentsThanAllowed() throws Exception {
        var header = Message.text("52-[\"a\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
        for (int i = 0; i < 2; i++) {
            // What an earlier packet took does not count.
            assembler.add(header);
            assembler.add(Message.binary(new byte[50]));
            assertThat(assembler.add(Message.binary(new byte[50]))).isPresent();
        }
        assembler.add(header);
        assembler.add(Message.binary(new byte[50]));
        assertThatThrownBy(() -> assembler.add(Message.binary(new byte[51])))
                .isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void refusesWhatIsNestedTooDeep() throws Exception {
        assertThat(read("2[\"a\"," + "[".repeat(9) + "]".repeat(9) + "]")).isInstanceOf(Packet.Event.class);
        assertThatThrownBy(() -> read("2[\"a\"," + "[".repeat(10) + "]".repeat(10) + "]"))
                .isInstanceOf(MalformedPacketException.class);
        assertThatThrownBy(() -> read("2[\"a\"," + "{\"a\":".repeat(100_000)))
                .isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void refusesMoreValuesThanAllowed() throws Exception {
        assertThat(read("2[\"a\"" + ",0".repeat(40) + "]")).isInstanceOf(Packet.Event.class);
        assertThatThrownBy(() -> read("2[\"a\"" + ",0".repeat(60) + "]")).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void refusesANumberOfManyDigits() {
        assertThatThrownBy(() -> read("2[\"a\"," + "9".repeat(100_000) + "]"))
                .isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void refusesANamespaceThatIsNoName() throws Exception {
        assertThat(read("0/" + "a".repeat(255))).isInstanceOf(Packet.Connect.class);
        assertThatThrownBy(() -> read("0/" + "a".repeat(256))).isInstanceOf(MalformedPacketException.class);
        assertThatThrownBy(() -> read("0/a\u0085b,")).isInstanceOf(MalformedPacketException.class);
        assertThatThrownBy(() -> read("0/a\nb,")).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void saysHowMuchMemoryAPacketTakes() throws Exception {
        assembler.add(Message.text("51-[\"a\",{\"_placeholder\":true,\"num\":0}]"));
        var packet = assembler.add(Message.binary(new byte[90])).orElseThrow();
        assertThat(packet.size()).isBetween(120L, 1000L);
        assertThat(assembler.add(Message.text("0")).orElseThrow().size()).isPositive();
    }
}
