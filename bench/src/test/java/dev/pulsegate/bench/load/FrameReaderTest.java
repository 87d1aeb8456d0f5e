package dev.pulsegate.bench.load;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FrameReaderTest {

    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int FIN = 0x80;

    private final Seen seen = new Seen();

    @Test
    void framesOfEveryKindAreToldInTheirOrder() throws Exception {
        var bytes = join(
                frame(FIN | TEXT, "one"),
                frame(FIN | 0x9, "are you there"),
                frame(FIN | BINARY, "two"),
                frame(FIN | 0xA, ""),
                frame(FIN | 0x8, "\u0003\u00e8bye"));

        FrameReader.read(ByteBuffer.wrap(bytes), seen);

        assertThat(seen.events)
                .containsExactly("text one last", "ping are you there", "binary two last", "pong", "close 1000 bye");
    }

    @Test
    void aMessageInPiecesMayHavePingsBetween() throws Exception {
        var bytes = join(frame(TEXT, "be"), frame(FIN | 0x9, ""), frame(0, "gin"), frame(FIN, "ning"));

        FrameReader.read(ByteBuffer.wrap(bytes), seen);

        assertThat(seen.events).containsExactly("text be", "ping ", "continued gin", "continued ning last");
    }

    @Test
    void whereverTheBytesAreCutTheFramesAreTheSame() throws Exception {
        var bytes =
                join(frame(FIN | TEXT, "a".repeat(200)), frame(FIN | 0x9, "p"), frame(FIN | TEXT, "b".repeat(70_000)));
        var whole = new Seen();
        FrameReader.read(ByteBuffer.wrap(bytes), whole);

        for (int cut = 0; cut <= bytes.length; cut += cut < 300 ? 1 : 997) {
            var cutUp = new Seen();
            var buffer = ByteBuffer.wrap(bytes, 0, cut);
            FrameReader.read(buffer, cutUp);
            FrameReader.read(buffer.limit(bytes.length), cutUp);
            assertThat(cutUp.events).as("cut at %d", cut).isEqualTo(whole.events);
        }
    }

    @Test
    void whatIsNotThereWholeIsLeftInTheBuffer() throws Exception {
        var whole = frame(FIN | TEXT, "whole");
        var buffer = ByteBuffer.wrap(join(whole, new byte[] {(byte) (FIN | TEXT), 5, 'h', 'a'}));

        FrameReader.read(buffer, seen);

        assertThat(seen.events).containsExactly("text whole last");
        assertThat(buffer.position()).isEqualTo(whole.length);
    }

    @Test
    void payloadsOfEveryLengthFormAreReadUpToTheLargest() throws Exception {
        for (int length : new int[] {0, 125, 126, 0xFFFF, 0x10000, FrameReader.MAX_PAYLOAD_BYTES}) {
            var one = new Seen();
            FrameReader.read(ByteBuffer.wrap(frame(FIN | TEXT, "x".repeat(length))), one);
            assertThat(one.events).containsExactly("text " + "x".repeat(length) + " last");
        }
    }

    @Test
    void aFrameThatIsTooLargeIsRefusedByItsHeader() {
        var header = ByteBuffer.allocate(10).put((byte) (FIN | TEXT)).put((byte) 127);

        assertThatThrownBy(() -> FrameReader.read(
                        header.duplicate()
                                .putLong(FrameReader.MAX_PAYLOAD_BYTES + 1L)
                                .flip(),
                        seen))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("too large");
        assertThatThrownBy(() -> FrameReader.read(header.duplicate().putLong(-1).flip(), seen))
                .isInstanceOf(ProtocolException.class);
        assertThat(seen.events).isEmpty();
    }

    @Test
    void whatNoServerMaySendIsRefused() {
        assertThatThrownBy(() -> FrameReader.read(ByteBuffer.wrap(new byte[] {(byte) 0x81, (byte) 0x80, 0, 0}), seen))
                .hasMessageContaining("mask");
        assertThatThrownBy(() -> FrameReader.read(ByteBuffer.wrap(frame(0xC1, "x")), seen))
                .hasMessageContaining("reserved");
        assertThatThrownBy(() -> FrameReader.read(ByteBuffer.wrap(frame(0x83, "x")), seen))
                .hasMessageContaining("opcode");
    }

    @Test
    void aCloseFrameMayHaveNoCode() throws Exception {
        FrameReader.read(ByteBuffer.wrap(frame(FIN | 0x8, "")), seen);

        assertThat(seen.events).containsExactly("close 1005 ");
    }

    private static byte[] frame(int first, String payload) {
        return frame(first, payload.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] frame(int first, byte[] payload) {
        var bytes = ByteBuffer.allocate(10 + payload.length).put((byte) first);
        if (payload.length < 126) {
            bytes.put((byte) payload.length);
        } else if (payload.length <= 0xFFFF) {
            bytes.put((byte) 126).putShort((short) payload.length);
        } else {
            bytes.put((byte) 127).putLong(payload.length);
        }
        bytes.put(payload).flip();
        var frame = new byte[bytes.remaining()];
        bytes.get(frame);
        return frame;
    }

    private static byte[] join(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        for (var part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    /** Writes down what it is told. */
    private static final class Seen implements FrameReader.Sink {

        private final List<String> events = new ArrayList<>();

        @Override
        public void data(ByteBuffer bytes, int from, int to, boolean binary, boolean last) {
            events.add((binary ? "binary " : "text ") + text(bytes, from, to) + (last ? " last" : ""));
        }

        @Override
        public void continuation(ByteBuffer bytes, int from, int to, boolean last) {
            events.add("continued " + text(bytes, from, to) + (last ? " last" : ""));
        }

        @Override
        public void ping(ByteBuffer bytes, int from, int to) {
            events.add("ping " + text(bytes, from, to));
        }

        @Override
        public void pong() {
            events.add("pong");
        }

        @Override
        public void close(int code, String reason) {
            events.add("close " + code + ' ' + reason);
        }

        private static String text(ByteBuffer bytes, int from, int to) {
            var text = new byte[to - from];
            bytes.get(from, text);
            return new String(text, StandardCharsets.ISO_8859_1);
        }
    }
}
