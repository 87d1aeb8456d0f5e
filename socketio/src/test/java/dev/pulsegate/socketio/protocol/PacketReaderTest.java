package dev.pulsegate.socketio.protocol;

import java.util.List;

import com.fasterxml.jackson.databind.node.BinaryNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.pulsegate.socketio.engine.Message;

import static org.assertj.core.api.Assertions.assertThat;

class PacketReaderTest extends PacketReading {

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

    @Test
    void whatPythonWritesForNoNumberIsLeftToTheApplicationAndNumbersStayAsTheyCame() throws MalformedPacketException {
        assertThat(read("2[\"a\",NaN,1e400,1.50]"))
                .isInstanceOfSatisfying(Packet.Event.class, event -> assertThat(event.args())
                        .extracting(each -> each.asText())
                        .containsExactly("NaN", "1E+400", "1.50"));
    }

    @Test
    void saysHowMuchMemoryAPacketTakes() throws Exception {
        assembler.add(Message.text("51-[\"a\",{\"_placeholder\":true,\"num\":0}]"));
        var packet = assembler.add(Message.binary(new byte[90])).orElseThrow();
        assertThat(packet.size()).isBetween(120L, 1000L);
        assertThat(assembler.add(Message.text("0")).orElseThrow().size()).isPositive();
    }
}
