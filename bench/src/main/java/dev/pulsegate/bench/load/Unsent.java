package dev.pulsegate.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Writes to a channel that does not block, and keeps what it did not take at once. */
final class Unsent {

    private final SocketChannel channel;

    /** Null where there is nothing, which is nearly always. */
    private ByteBuffer bytes;

    Unsent(SocketChannel channel) {
        this.channel = channel;
    }

    /** Writes after what is unsent still. */
    void write(ByteBuffer more) throws IOException {
        bytes = bytes == null ? more : joined(bytes, more);
        flush();
    }

    private static ByteBuffer joined(ByteBuffer first, ByteBuffer second) {
        return ByteBuffer.allocate(first.remaining() + second.remaining())
                .put(first)
                .put(second)
                .flip();
    }

    /** Writes what is unsent, as far as the channel takes it. */
    void flush() throws IOException {
        if (bytes != null) {
            channel.write(bytes);
            bytes = bytes.hasRemaining() ? bytes : null;
        }
    }

    boolean isEmpty() {
        return bytes == null;
    }
}
