package dev.pulsegate.bench.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import dev.pulsegate.bench.load.FrameReader;
import dev.pulsegate.workerprotocol.GatewayMessage;
import dev.pulsegate.workerprotocol.WorkerMessage;
import dev.pulsegate.workerprotocol.WorkerMessageWriter;

/** A worker that answers every request at once. One thread, one socket; all answers to what one read brought go out together. */
final class InstantWorker implements AutoCloseable {

    private static final int BUFFER_BYTES = 2 * (FrameReader.MAX_PAYLOAD_BYTES + FrameReader.MAX_HEADER_BYTES);
    private static final int TEXT = 0x81;
    private static final int PONG = 0x8A;
    private static final int MASKED = 0x80;
    private static final int LONGEST_SHORT_PAYLOAD = 125;
    private static final int LENGTH_IN_16_BITS = 126;
    private static final String END_OF_HEADERS = "\r\n\r\n";

    private final Arrivals arrivals;
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES);
    private final ByteBuffer out = ByteBuffer.allocate(BUFFER_BYTES);
    private final Thread thread = Thread.ofPlatform().name("worker").unstarted(this::work);
    private volatile boolean closing;
    private volatile String trouble;

    private InstantWorker(Arrivals arrivals, SocketChannel channel) {
        this.arrivals = arrivals;
        this.channel = channel;
    }

    /** Connects a worker that serves the spaces of these names. */
    static InstantWorker connect(int port, List<String> spaces, int capacity, Arrivals arrivals) throws IOException {
        var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.socket().setTcpNoDelay(true);
        var worker = new InstantWorker(arrivals, channel);
        worker.shakeHands(port);
        worker.put(new WorkerMessageWriter()
                .write(new WorkerMessage.Register(spaces, capacity, "bench", null, Set.of(), List.of())));
        worker.flush();
        worker.thread.start();
        return worker;
    }

    private void shakeHands(int port) throws IOException {
        // Any key will do: nobody is between the two ends whom it could tell anything.
        var request = "GET /ws/worker HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==" + END_OF_HEADERS;
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        var answer = "";
        while (!answer.contains(END_OF_HEADERS)) {
            if (channel.read(in) < 0) {
                throw new IOException("a worker was refused: " + answer);
            }
            answer = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
        }
        if (!answer.startsWith("HTTP/1.1 101")) {
            throw new IOException("a worker was refused: " + answer);
        }
        in.flip().position(answer.indexOf(END_OF_HEADERS) + END_OF_HEADERS.length());
        in.compact();
    }

    private void work() {
        var sink = new Sink();
        try {
            while (channel.read(in) >= 0) {
                FrameReader.read(in.flip(), sink);
                in.compact();
                flush();
            }
            fail("the gateway closed a worker's connection");
        } catch (IOException e) {
            fail("a worker: " + e);
        }
    }

    private void fail(String why) {
        if (!closing && trouble == null) {
            trouble = why;
        }
    }

    private void answer(String message) {
        switch (Json.string(message, "type")) {
            case GatewayMessage.REQUEST -> {
                arrivals.arrived(Long.parseLong(Json.string(message, "prompt")), Arrivals.nowMicros());
                put("{\"type\":\"inference_result\",\"request_id\":\"" + Json.string(message, "request_id")
                        + "\",\"attempt\":" + Json.integer(message, "attempt") + ",\"lease\":\""
                        + Json.string(message, "lease")
                        + "\",\"status\":\"completed\",\"result\":{\"text\":\"done\"}}");
            }
            case GatewayMessage.RESULT_RESPONSE -> {
                if (!message.contains("\"accepted\":true")) {
                    fail(message);
                }
            }
            case GatewayMessage.REGISTER_RESPONSE -> {
                if (!message.contains("\"success\":true")) {
                    fail(message);
                }
            }
            case GatewayMessage.CANCEL -> fail("inference_cancel: " + Json.string(message, "reason"));
            case null, default -> fail(message);
        }
    }

    private void put(String message) {
        put(TEXT, ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)));
    }

    /** RFC 6455 §5.2. The masking key is 0, with which a masked payload is the payload. */
    private void put(int first, ByteBuffer payload) {
        int length = payload.remaining();
        out.put((byte) first);
        if (length <= LONGEST_SHORT_PAYLOAD) {
            out.put((byte) (MASKED | length));
        } else {
            out.put((byte) (MASKED | LENGTH_IN_16_BITS)).putShort((short) length);
        }
        out.putInt(0).put(payload);
    }

    private void flush() throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
        out.clear();
    }

    /** What went wrong, or null. */
    String trouble() {
        return trouble;
    }

    @Override
    public void close() throws IOException {
        closing = true;
        channel.close();
    }

    /** What frames mean to a worker. The gateway does not send a message in parts. */
    private final class Sink implements FrameReader.Sink {

        @Override
        public void data(ByteBuffer bytes, int from, int to, boolean binary, boolean last) {
            var text = new byte[to - from];
            bytes.get(from, text);
            answer(new String(text, StandardCharsets.UTF_8));
        }

        @Override
        public void continuation(ByteBuffer bytes, int from, int to, boolean last) {
            fail("a message in parts");
        }

        @Override
        public void ping(ByteBuffer bytes, int from, int to) {
            put(PONG, bytes.slice(from, to - from));
        }

        @Override
        public void pong() {}

        @Override
        public void close(int code, String reason) {
            fail("the gateway closed a worker's connection: " + code + ' ' + reason);
        }
    }
}
