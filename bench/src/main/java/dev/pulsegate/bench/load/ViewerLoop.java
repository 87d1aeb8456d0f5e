package dev.pulsegate.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One selector thread and its viewers. What is asked of it from other
 * threads happens there. */
final class ViewerLoop implements Runnable {

    /** Viewers from one source address: fewer than the ephemeral ports it has on Linux. */
    private static final int VIEWERS_PER_ADDRESS = 20_000;

    /** Small, so that a stalled viewer is soon full. */
    private static final int STALLED_RECEIVE_BUFFER = 4096;

    private final Target target;
    private final int handshakesAtOnce;
    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> calls = new ConcurrentLinkedQueue<>();
    private final ByteBuffer readBuffer =
            ByteBuffer.allocateDirect(FrameReader.MAX_PAYLOAD_BYTES + FrameReader.MAX_HEADER_BYTES);
    private final ByteBuffer request;
    private final InetSocketAddress address;
    private final NumberFinder seq = new NumberFinder("seq");
    private final NumberFinder lostFrames = new NumberFinder("lost_frames");
    private final Tally tally = new Tally();
    private final Set<Viewer> viewers = Collections.newSetFromMap(new IdentityHashMap<>());

    private int toOpen;
    private int toStall;
    private int begun;
    private int handshaking;
    private boolean leaving;
    private final CompletableFuture<Void> allSettled = new CompletableFuture<>();
    private final CompletableFuture<Void> allLeft = new CompletableFuture<>();
    private volatile boolean stopped;

    ViewerLoop(Target target, int handshakesAtOnce, String name) throws IOException {
        this.target = target;
        this.handshakesAtOnce = handshakesAtOnce;
        this.selector = Selector.open();
        this.request = target.request();
        this.address = target.address();
        this.thread = Thread.ofPlatform().name(name).daemon().start(this);
    }

    /** Does something on the loop's thread. */
    private void execute(Runnable work) {
        calls.add(work);
        selector.wakeup();
    }

    void stop() {
        stopped = true;
        selector.wakeup();
    }

    /** CPU time the thread has used so far, in nanoseconds. */
    long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
    }

    /** Begins to open viewers; done when each handshake has succeeded or failed. */
    CompletableFuture<Void> open(int reading, int stalled) {
        execute(() -> {
            toOpen = reading;
            toStall = stalled;
            settle();
        });
        return allSettled;
    }

    /** Gives up what is not open yet. */
    CompletableFuture<Void> openNoMore() {
        execute(() -> {
            toOpen = 0;
            toStall = 0;
            List.copyOf(viewers).stream().filter(Viewer::isHandshaking).forEach(Viewer::abandon);
        });
        return allSettled;
    }

    /** Lets every viewer leave; done when the server has let all go. */
    CompletableFuture<Void> leave() {
        execute(() -> {
            leaving = true;
            List.copyOf(viewers).forEach(Viewer::leave);
            settle();
        });
        return allLeft;
    }

    private void abandonAll() {
        List.copyOf(viewers).forEach(Viewer::abandon);
    }

    /** Forgets what is counted by window. */
    CompletableFuture<Void> beginWindow() {
        var done = new CompletableFuture<Void>();
        execute(() -> {
            tally.beginWindow();
            done.complete(null);
        });
        return done;
    }

    /** A copy of the tally, silences that have not ended included. */
    CompletableFuture<Tally> endWindow() {
        var done = new CompletableFuture<Tally>();
        execute(() -> {
            long now = System.nanoTime();
            var copy = new Tally();
            copy.add(tally);
            viewers.forEach(viewer -> viewer.tellSilence(now, copy));
            done.complete(copy);
        });
        return done;
    }

    @Override
    public void run() {
        try (selector) {
            while (!stopped) {
                selector.select(key -> ((Viewer) key.attachment()).ready());
                for (var call = calls.poll(); call != null; call = calls.poll()) {
                    call.run();
                }
                while (toOpen + toStall > 0 && handshaking < handshakesAtOnce) {
                    openOne();
                }
            }
            abandonAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void openOne() throws IOException {
        boolean stalled = toOpen == 0;
        if (stalled) {
            toStall--;
        } else {
            toOpen--;
        }
        var channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var viewer = new Viewer(this, channel, stalled);
        viewers.add(viewer);
        handshaking++;
        try {
            if (stalled) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, STALLED_RECEIVE_BUFFER);
            }
            int sourceAddress = begun++ / VIEWERS_PER_ADDRESS;
            if (sourceAddress > 0 && target.isLoopback()) {
                channel.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0." + (1 + sourceAddress)), 0));
            }
            viewer.registered(channel.register(selector, SelectionKey.OP_CONNECT, viewer));
            channel.connect(address);
        } catch (IOException e) {
            viewer.end(e.getMessage());
        }
    }

    /** A viewer's handshake is done. */
    void opened(long nanos) {
        tally.handshake(nanos);
        handshaking--;
        settle();
    }

    /** A viewer's handshake has failed. */
    void failed(Viewer viewer, String why) {
        tally.handshakeFailed(why);
        viewers.remove(viewer);
        handshaking--;
        settle();
    }

    /** A viewer's connection is over. */
    void left(Viewer viewer) {
        viewers.remove(viewer);
        settle();
    }

    private void settle() {
        if (toOpen + toStall + handshaking == 0) {
            allSettled.complete(null);
        }
        if (leaving && viewers.isEmpty()) {
            allLeft.complete(null);
        }
    }

    Tally tally() {
        return tally;
    }

    /** The one buffer everything is read through. */
    ByteBuffer readBuffer() {
        return readBuffer;
    }

    ByteBuffer request() {
        return request.duplicate();
    }

    NumberFinder seq() {
        return seq;
    }

    NumberFinder lostFrames() {
        return lostFrames;
    }
}
