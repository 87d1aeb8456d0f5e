package dev.pulsegate.bench.load;

import java.nio.ByteBuffer;

/** Control frames as a client sends them, masked: RFC 6455 §5.5. */
final class ControlFrame {

    private static final int FIN_CLOSE = 0x88;
    private static final int FIN_PONG = 0x8A;
    private static final int MASKED = 0x80;

    /** Masks guard proxies against scripts in browsers; here is neither, so one will do. */
    private static final byte[] MASK = {0x37, 0x5A, 0x11, 0x4C};

    private ControlFrame() {}

    static ByteBuffer close(int code) {
        return frame(FIN_CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
    }

    /** The answer to a ping, with the ping's data. */
    static ByteBuffer pong(byte[] data) {
        return frame(FIN_PONG, data);
    }

    private static ByteBuffer frame(int first, byte[] payload) {
        var frame = ByteBuffer.allocate(2 + MASK.length + payload.length);
        frame.put((byte) first).put((byte) (MASKED | payload.length)).put(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i % MASK.length]));
        }
        return frame.flip();
    }
}
