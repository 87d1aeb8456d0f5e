package dev.pulsegate.testkit.socket;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A TCP connection that speaks as much WebSocket (RFC 6455) as a test tells it to. It reads only when asked, so it can be
 * the peer that does not read; and it answers nothing by itself.
 */
public final class RawPeer implements AutoCloseable {

    /** A continuation of a message begun before. */
    public static final int CONTINUATION = 0;

    /** A text frame. */
    public static final int TEXT = 1;

    /** A close frame. */
    public static final int CLOSE = 8;

    /** A ping. */
    public static final int PING = 9;

    /** A pong. */
    public static final int PONG = 10;

    private static final String ANYWHERE = "0.0.0.0";
    private static final int PATIENCE_MILLIS = 15_000;
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int LENGTH_IN_16_BITS = 126;
    private static final int LENGTH_IN_64_BITS = 127;

    private final Socket socket;
    private final DataInputStream in;

    /**
     * A frame from the server.
     *
     * @param opcode what it is
     */
    public record Frame(int opcode, ByteBuffer payload) {

        /** The content as text. */
        public String text() {
            return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
        }

        /** The code of a close frame. */
        public int closeCode() {
            return Short.toUnsignedInt(payload.getShort(0));
        }
    }

    private RawPeer(InetAddress from, int port, int receiveBufferBytes) throws IOException {
        socket = new Socket();
        if (!from.isAnyLocalAddress()) {
            socket.bind(new InetSocketAddress(from, 0));
        }
        if (receiveBufferBytes > 0) {
            socket.setReceiveBufferSize(receiveBufferBytes);
        }
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = new DataInputStream(socket.getInputStream());
    }

    /** Connects to a port of this machine. */
    public static RawPeer connect(int port) {
        return connect(port, 0);
    }

    /** Connects with a receive buffer of about so many bytes, so that what is not read soon stands still. */
    public static RawPeer connect(int port, int receiveBufferBytes) {
        return connect(ANYWHERE, port, receiveBufferBytes);
    }

    /** The same from an address of this machine, such as another loopback address than usual. */
    public static RawPeer connect(String from, int port, int receiveBufferBytes) {
        try {
            return new RawPeer(InetAddress.ofLiteral(from), port, receiveBufferBytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Asks for a WebSocket, with these header lines beside the usual.
     *
     * @return the head of the answer
     */
    public String upgrade(String target, String... headerLines) {
        var request = new StringBuilder("GET ")
                .append(target)
                .append(" HTTP/1.1\r\nHost: localhost:")
                .append(socket.getPort())
                .append("\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n")
                .append("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        for (var line : headerLines) {
            request.append(line).append("\r\n");
        }
        sendBytes(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        return readHead();
    }

    /** Reads the head of an HTTP answer. */
    public String readHead() {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) readByte(in));
        }
        return head.toString();
    }

    /** Reads so many bytes. */
    public byte[] readBytes(int count) {
        try {
            return in.readNBytes(count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int readByte(InputStream from) {
        try {
            int read = from.read();
            if (read < 0) {
                throw new AssertionError("the connection ended");
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends bytes as they are. */
    public void sendBytes(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a whole frame. */
    public void send(int opcode, byte[] payload) {
        sendBytes(frame(true, opcode, payload));
    }

    /** A masked frame's bytes; not {@code last} leaves the message open. */
    public static byte[] frame(boolean last, int opcode, byte[] payload) {
        var out = ByteBuffer.allocate(14 + payload.length);
        out.put((byte) ((last ? FIN : 0) | opcode));
        if (payload.length < LENGTH_IN_16_BITS) {
            out.put((byte) (MASKED | payload.length));
        } else if (payload.length <= 0xFFFF) {
            out.put((byte) (MASKED | LENGTH_IN_16_BITS)).putShort((short) payload.length);
        } else {
            out.put((byte) (MASKED | LENGTH_IN_64_BITS)).putLong(payload.length);
        }
        // A mask of zeros leaves the payload as it is.
        out.putInt(0).put(payload);
        var bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    /** Reads the next frame. */
    public Frame readFrame() {
        try {
            int opcode = in.readUnsignedByte() & 0x0F;
            long length = in.readUnsignedByte() & 0x7F;
            if (length == LENGTH_IN_16_BITS) {
                length = in.readUnsignedShort();
            } else if (length == LENGTH_IN_64_BITS) {
                length = in.readLong();
            }
            return new Frame(opcode, ByteBuffer.wrap(in.readNBytes(Math.toIntExact(length))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads on to the close frame. */
    public Frame readUntilClose() {
        while (true) {
            var frame = readFrame();
            if (frame.opcode() == CLOSE) {
                return frame;
            }
        }
    }

    /** Reads and drops what comes until the server ends the connection, by a FIN or a reset. */
    public void awaitEnd(Duration within) {
        var deadline = System.nanoTime() + within.toNanos();
        var dropped = new byte[8192];
        try {
            while (true) {
                socket.setSoTimeout((int) Math.max(
                        1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
                if (in.read(dropped) < 0) {
                    return;
                }
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection was not ended within " + within);
        } catch (IOException reset) {
            // ended all the same
        }
    }

    /** Ends the connection with a reset, as a machine does that lost its network or its power. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
