package dev.pulsegate.socketio.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PacketCodecTest {

    private static List<Packet> read(String payload) throws MalformedPacketException {
        return read(payload.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Packet> read(byte[] payload) throws MalformedPacketException {
        var reader = new PayloadReader(payload);
        var packets = new ArrayList<Packet>();
        while (reader.hasNext()) {
            packets.add(reader.next());
        }
        return packets;
    }

    @Test
    void everyPacketHasItsText() throws MalformedPacketException {
        assertThat(PacketCodec.text(new Packet.Open("{}"))).isEqualTo("0{}");
        assertThat(PacketCodec.text(new Packet.Close())).isEqualTo("1");
        assertThat(PacketCodec.text(new Packet.Ping(""))).isEqualTo("2");
        assertThat(PacketCodec.text(new Packet.Pong("probe"))).isEqualTo("3probe");
        assertThat(PacketCodec.text(Message.text("hello"))).isEqualTo("4hello");
        assertThat(PacketCodec.text(Message.binary(new byte[] {1, 2, 3, 4}))).isEqualTo("bAQIDBA==");
        assertThat(PacketCodec.text(new Packet.Upgrade())).isEqualTo("5");
        assertThat(PacketCodec.text(new Packet.Noop())).isEqualTo("6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0{}", "1", "2", "2probe", "3", "3probe", "4", "4hello", "4€ and 🫀", "5", "6", "bAQIDBA==", "b"
            })
    void whatIsReadIsWrittenAsItWas(String text) throws MalformedPacketException {
        assertThat(PacketCodec.text(PacketCodec.decode(text))).isEqualTo(text);
        assertThat(PacketCodec.textSize(PacketCodec.decode(text)))
                .isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "abc", "hello", " 4", "b!", "bAQ=I", "4a\u001e4b", "\u001e"})
    void whatIsNoPacketIsSaidToBeNone(String text) {
        assertThatExceptionOfType(MalformedPacketException.class).isThrownBy(() -> PacketCodec.decode(text));
    }

    @Test
    void theLinesOfTheJavaClientsBase64AreJoined() throws MalformedPacketException {
        assertThat(PacketCodec.text(PacketCodec.decode("bAQID\nBA==\n"))).isEqualTo("bAQIDBA==");
    }

    @Test
    void aBinaryMessageIsAFrameOfItsOwnKind() throws MalformedPacketException {
        var bytes = new byte[] {4, 0, -1};
        assertThat(((Frame.Binary) PacketCodec.frame(Message.binary(bytes))).bytes())
                .isEqualTo(bytes);
        assertThat(((Message.Binary) PacketCodec.decode(new Frame.Binary(bytes))).bytes())
                .isEqualTo(bytes);
        assertThat(PacketCodec.frame(Message.text("4"))).isEqualTo(new Frame.Text("44"));
    }

    @Test
    void aPayloadIsReadPacketByPacket() throws MalformedPacketException {
        var packets = read("4hello\u001e2\u001ebAQIDBA==\u001e4");
        assertThat(packets.get(0)).isEqualTo(Message.text("hello"));
        assertThat(packets.get(1)).isEqualTo(new Packet.Ping(""));
        assertThat(((Message.Binary) packets.get(2)).bytes()).containsExactly(1, 2, 3, 4);
        assertThat(packets.get(3)).isEqualTo(Message.text(""));
        assertThat(packets).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u001e", "4a\u001e", "\u001e4a", "4a\u001e\u001e4b"})
    void anEmptyPlaceInAPayloadIsMalformed(String payload) {
        assertThatExceptionOfType(MalformedPacketException.class).isThrownBy(() -> read(payload));
    }

    @Test
    void aPayloadThatIsNoUtf8IsMalformed() {
        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(() -> read(new byte[] {'4', (byte) 0xC3}))
                .withMessageContaining("UTF-8");
        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(() -> read(new byte[] {'4', (byte) 0xED, (byte) 0xA0, (byte) 0x80}));
    }

    @Test
    void packetsOfAPayloadAreSeparated() {
        assertThat(new PayloadWriter()
                        .add(Message.text("a"))
                        .add(Message.binary(new byte[] {1}))
                        .add(new Packet.Noop()))
                .hasToString("4a\u001ebAQ==\u001e6");
    }

    @Test
    void aTextMessageCannotSmuggleAnotherPacketIn() {
        assertThatIllegalArgumentException().isThrownBy(() -> Message.text("a\u001e1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "é",
                "€",
                "🫀",
                "\uD83E",
                "\uDEC0",
                "a\uDEC0\uD83Eb",
                "🫀\uD83E",
                "\u0000\u007f\u0080\u07ff\u0800\uffff"
            })
    void theLengthOfTextIsThatOfItsBytes(String text) {
        assertThat(Utf8.length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }
}
