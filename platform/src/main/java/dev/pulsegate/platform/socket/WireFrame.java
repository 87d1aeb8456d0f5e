package dev.pulsegate.platform.socket;

import java.nio.ByteBuffer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * WebSocket frames as they go over the wire from a server, that is, unmasked: RFC 6455 §5.2. The buffers are outside the
 * heap, so that the kernel reads them where they are, and freed by the garbage collector once no peer has one to send.
 */
final class WireFrame {

    private static final int FIN = 0x80;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int LONGEST_IN_7_BITS = 125;
    private static final int LENGTH_IN_16_BITS = 126;
    private static final int LENGTH_IN_64_BITS = 127;
    private static final int LONGEST_HEADER = 10;

    private WireFrame() {}

    /** A whole text message. */
    static ByteBuf text(byte[] utf8) {
        return frame(FIN | TEXT, utf8);
    }

    /** A whole binary message. */
    static ByteBuf binary(byte[] data) {
        return frame(FIN | BINARY, data);
    }

    private static ByteBuf frame(int firstByte, byte[] payload) {
        var frame = ByteBuffer.allocateDirect(LONGEST_HEADER + payload.length);
        frame.put((byte) firstByte);
        if (payload.length <= LONGEST_IN_7_BITS) {
            frame.put((byte) payload.length);
        } else if (payload.length <= 0xFFFF) {
            frame.put((byte) LENGTH_IN_16_BITS).putShort((short) payload.length);
        } else {
            frame.put((byte) LENGTH_IN_64_BITS).putLong(payload.length);
        }
        return Unpooled.unreleasableBuffer(
                Unpooled.wrappedBuffer(frame.put(payload).flip()));
    }
}
