package dev.pulsegate.socketio.protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.socketio.engine.Message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MalformedPacketTest extends PacketReading {

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
}
