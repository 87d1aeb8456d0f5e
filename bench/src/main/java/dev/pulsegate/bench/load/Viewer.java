package dev.pulsegate.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** One viewer: its connection, and how far it has read. Belongs to one selector thread, whose buffer it reads through. */
final class Viewer implements FrameReader.Sink {

    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int BINARY_SEQ_OFFSET = 4;
    private static final int NORMAL_CLOSE = 1000;

    /** What comes next. */
    private enum State {
        CONNECT,
        RESPONSE,
        FRAMES,
        STALLED,
        END,
        NOTHING
    }

    private final ViewerLoop loop;
    private final SocketChannel channel;
    private final Unsent unsent;
    private final boolean stalled;
    private final long beganNanos = System.nanoTime();

    private State state = State.CONNECT;
    private SelectionKey key;

    /** What was read of a frame that was not there whole; rare, so made when needed. */
    private byte[] unfinished;

    private long lastFrameNanos;
    private long lastSeq = NumberFinder.NONE;
    private String closeSeen = "connection lost";
    private boolean closeAnswered;

    Viewer(ViewerLoop loop, SocketChannel channel, boolean stalled) {
        this.loop = loop;
        this.channel = channel;
        this.unsent = new Unsent(channel);
        this.stalled = stalled;
    }

    void registered(SelectionKey asKey) {
        key = asKey;
    }

    boolean isHandshaking() {
        return state == State.CONNECT || state == State.RESPONSE;
    }

    /** The channel can be used in one of the ways the viewer waits for. */
    void ready() {
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                state = State.RESPONSE;
                write(loop.request());
            }
            if (key.isValid() && key.isWritable()) {
                unsent.flush();
                awaitReadiness();
            }
            if (key.isValid() && key.isReadable()) {
                read();
            }
        } catch (IOException e) {
            end(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private void read() throws IOException {
        var buffer = loop.readBuffer();
        buffer.clear();
        if (unfinished != null) {
            buffer.put(unfinished);
            unfinished = null;
        }
        int count = channel.read(buffer);
        if (count < 0) {
            end(state == State.RESPONSE ? "closed before the handshake's end" : closeSeen);
            return;
        }
        loop.tally().bytes(count);
        buffer.flip();
        if (state == State.RESPONSE && HandshakeResponse.take(buffer)) {
            opened();
        }
        if (state == State.FRAMES || state == State.END) {
            FrameReader.read(buffer, this);
        }
        keep(buffer);
    }

    private void keep(ByteBuffer buffer) {
        if (buffer.hasRemaining()) {
            unfinished = new byte[buffer.remaining()];
            buffer.get(unfinished);
        }
    }

    private void opened() {
        state = State.FRAMES;
        loop.opened(System.nanoTime() - beganNanos);
        if (stalled) {
            key.interestOps(0);
            state = State.STALLED;
        }
    }

    @Override
    public void data(ByteBuffer bytes, int from, int to, boolean binary, boolean last) {
        if (binary && to - from >= BINARY_SEQ_OFFSET + Integer.BYTES) {
            frame(bytes.order(ByteOrder.LITTLE_ENDIAN).getInt(from + BINARY_SEQ_OFFSET) & 0xFFFFFFFFL);
            bytes.order(ByteOrder.BIG_ENDIAN);
            return;
        }
        long seq = loop.seq().find(bytes, from, to);
        if (seq != NumberFinder.NONE) {
            frame(seq);
            return;
        }
        long lost = loop.lostFrames().find(bytes, from, to);
        if (lost != NumberFinder.NONE) {
            loop.tally().lossNotice(lost);
        } else {
            loop.tally().otherMessage();
        }
    }

    private void frame(long seq) {
        long now = System.nanoTime();
        if (lastSeq == NumberFinder.NONE) {
            loop.tally().firstFrame();
        } else {
            loop.tally().frame(now - lastFrameNanos, seq - lastSeq - 1);
        }
        lastFrameNanos = now;
        lastSeq = seq;
    }

    /** A frame counts when it begins; how it goes on does not matter here. */
    @Override
    public void continuation(ByteBuffer bytes, int from, int to, boolean last) {}

    @Override
    public void ping(ByteBuffer bytes, int from, int to) {
        loop.tally().ping();
        var data = new byte[to - from];
        bytes.get(from, data);
        send(ControlFrame.pong(data));
    }

    @Override
    public void pong() {}

    @Override
    public void close(int code, String reason) {
        closeAnswered = code == NORMAL_CLOSE;
        closeSeen = reason.isEmpty() ? Integer.toString(code) : code + " " + reason;
        if (state == State.FRAMES) {
            send(ControlFrame.close(code == FrameReader.NO_CODE ? NORMAL_CLOSE : code));
        }
    }

    /** Asks the server to close; the connection ends when it has. A stalled viewer reads from now on. */
    void leave() {
        if (state == State.FRAMES || state == State.STALLED) {
            state = State.END;
            send(ControlFrame.close(NORMAL_CLOSE));
        } else {
            abandon();
        }
    }

    private void send(ByteBuffer frame) {
        try {
            write(frame);
        } catch (IOException e) {
            end(closeSeen);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        unsent.write(bytes);
        awaitReadiness();
    }

    private void awaitReadiness() {
        key.interestOps(SelectionKey.OP_READ | (unsent.isEmpty() ? 0 : SelectionKey.OP_WRITE));
    }

    /** Notes a silence that has not ended, at a window's end. */
    void tellSilence(long nowNanos, Tally told) {
        long silence = nowNanos - Math.max(lastFrameNanos, beganNanos);
        if (state == State.FRAMES && silence > SILENCE_NANOS) {
            told.silent(silence);
        }
    }

    /** Ends the connection without a word. */
    void abandon() {
        if (isHandshaking()) {
            end("not done in time");
        } else {
            state = State.NOTHING;
            closeChannel();
            loop.left(this);
        }
    }

    /** The connection is over, for a reason. */
    void end(String why) {
        var was = state;
        state = State.NOTHING;
        closeChannel();
        switch (was) {
            case CONNECT, RESPONSE -> loop.failed(this, why);
            case FRAMES -> {
                loop.tally().closed(why);
                loop.left(this);
            }
            case END -> {
                if (stalled && !closeAnswered) {
                    loop.tally().stalledCut();
                }
                loop.left(this);
            }
            case STALLED, NOTHING -> {}
        }
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException e) {
            // closed as far as it goes
        }
    }
}
