package dev.pulsegate.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Takes WebSocket frames from a server out of a buffer: RFC 6455 §5.2. It has no state, so it can be shared. */
public final class FrameReader {

    /** The largest payload taken, in bytes; a reading buffer has room for it and its header. */
    public static final int MAX_PAYLOAD_BYTES = 1 << 20;

    /** The longest header of a frame that is not masked, in bytes. */
    public static final int MAX_HEADER_BYTES = 10;

    /** The close code reported where a close frame has none: RFC 6455 §7.1.5. */
    static final int NO_CODE = 1005;

    private static final int CONTINUATION = 0x0;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;

    private static final int FIN = 0x80;
    private static final int RESERVED = 0x70;
    private static final int OPCODE = 0x0F;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7F;
    private static final int LENGTH_IN_16_BITS = 126;
    private static final int LENGTH_IN_64_BITS = 127;

    private FrameReader() {}

    /** Who is told of frames. Payloads are {@code bytes[from, to)}, there only during the call. */
    public interface Sink {

        /** A data frame: a message, or the beginning of one where {@code last} is false. */
        void data(ByteBuffer bytes, int from, int to, boolean binary, boolean last);

        /** More of a message begun. */
        void continuation(ByteBuffer bytes, int from, int to, boolean last);

        /** The server wants a pong with the same payload. */
        void ping(ByteBuffer bytes, int from, int to);

        /** An answer to a ping. */
        void pong();

        /** The server says good-bye. */
        void close(int code, String reason);
    }

    /**
     * Tells of every whole frame between the buffer's position and its limit and leaves the position at the first frame
     * that is not there whole.
     *
     * @throws ProtocolException if the bytes are no frames a server may send, or one is too large
     */
    public static void read(ByteBuffer bytes, Sink sink) throws ProtocolException {
        while (bytes.remaining() >= 2) {
            int start = bytes.position();
            int first = bytes.get(start) & 0xFF;
            int second = bytes.get(start + 1) & 0xFF;
            if ((first & RESERVED) != 0) {
                throw new ProtocolException("reserved bits are set");
            }
            if ((second & MASKED) != 0) {
                throw new ProtocolException("a server must not mask frames");
            }
            int header = headerBytes(second & LENGTH);
            if (bytes.remaining() < header) {
                return;
            }
            int payload = payloadBytes(bytes, start, second & LENGTH);
            if (bytes.remaining() < header + payload) {
                return;
            }
            int from = start + header;
            int to = from + payload;
            bytes.position(to);
            tell(bytes, from, to, first, sink);
        }
    }

    private static int headerBytes(int length) {
        return switch (length) {
            case LENGTH_IN_16_BITS -> 2 + Short.BYTES;
            case LENGTH_IN_64_BITS -> MAX_HEADER_BYTES;
            default -> 2;
        };
    }

    private static int payloadBytes(ByteBuffer bytes, int start, int length) throws ProtocolException {
        long payload =
                switch (length) {
                    case LENGTH_IN_16_BITS -> bytes.getShort(start + 2) & 0xFFFF;
                    case LENGTH_IN_64_BITS -> bytes.getLong(start + 2);
                    default -> length;
                };
        if (payload < 0 || payload > MAX_PAYLOAD_BYTES) {
            throw new ProtocolException("a frame of " + Long.toUnsignedString(payload) + " bytes is too large");
        }
        return (int) payload;
    }

    private static void tell(ByteBuffer bytes, int from, int to, int first, Sink sink) throws ProtocolException {
        boolean last = (first & FIN) != 0;
        switch (first & OPCODE) {
            case CONTINUATION -> sink.continuation(bytes, from, to, last);
            case TEXT -> sink.data(bytes, from, to, false, last);
            case BINARY -> sink.data(bytes, from, to, true, last);
            case CLOSE -> tellClose(bytes, from, to, sink);
            case PING -> sink.ping(bytes, from, to);
            case PONG -> sink.pong();
            default -> throw new ProtocolException("unknown opcode " + (first & OPCODE));
        }
    }

    private static void tellClose(ByteBuffer bytes, int from, int to, Sink sink) {
        if (to - from < Short.BYTES) {
            sink.close(NO_CODE, "");
            return;
        }
        var reason = new byte[to - from - Short.BYTES];
        bytes.get(from + Short.BYTES, reason);
        sink.close(bytes.getShort(from) & 0xFFFF, new String(reason, StandardCharsets.UTF_8));
    }
}
