package dev.pulsegate.platform.tcp;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/**
 * The first to see what comes on a connection, decrypted if need be: bounds the head of each HTTP/1 request in time and
 * size, and each WebSocket message in size, before anything behind it keeps them. Used on the connection's event loop.
 */
public final class ConnectionGuard extends HoldingHandler {

    /** The length of a body that is sent in chunks. */
    static final long UNKNOWN = Long.MAX_VALUE;

    private final GuardRules rules;
    private final Object peer;
    private final HeadScanner head = new HeadScanner();
    private final HeadHold heldForHead;
    private final FrameScanner frames;
    private final HeadTimeout timeout;

    private Phase phase = Phase.REQUESTS;

    /** How much is to come of the body of the request under way; what follows is the next one's head. */
    private long bodyBytes;

    private boolean underWay;
    private Consumer<FrameRefusal> onRefusal = refusal -> close();

    /** A head was passed on and its request has not begun: what comes next is known only then, and held back until then. */
    private boolean awaitsBeginning;

    ConnectionGuard(GuardRules rules, Object peer) {
        super(new HeldBack(rules.budget(), peer));
        this.rules = rules;
        this.peer = peer;
        this.heldForHead = new HeadHold(rules.budget(), peer);
        this.frames = new FrameScanner(rules.budget(), peer, rules.strangerMessage());
        this.timeout = new HeadTimeout(rules.headTimeout());
    }

    /** The guard of a connection; empty for one that came before the server was quite up. */
    public static Optional<ConnectionGuard> of(Channel channel) {
        return Optional.ofNullable(channel.pipeline().get(ConnectionGuard.class));
    }

    @Override
    boolean isWaiting() {
        return awaitsBeginning && phase == Phase.REQUESTS;
    }

    @Override
    void noRoom() {
        phase = Phase.REFUSED;
        close();
    }

    @Override
    void take(ByteBuf bytes) {
        switch (phase) {
            case REQUESTS -> {
                if (bodyBytes > 0) {
                    takeBody(bytes);
                } else {
                    takeHead(bytes);
                }
            }
            case MULTIPLEXED -> pass(bytes, bytes.readableBytes());
            case FRAMES ->
                frames.scan(bytes).ifPresentOrElse(this::refuseFrames, () -> pass(bytes, bytes.readableBytes()));
            case REFUSED -> bytes.skipBytes(bytes.readableBytes());
            case LOST -> {
                bytes.skipBytes(bytes.readableBytes());
                close();
            }
        }
    }

    private void takeBody(ByteBuf bytes) {
        int count = (int) Math.min(bodyBytes, bytes.readableBytes());
        if (bodyBytes != UNKNOWN) {
            bodyBytes -= count;
        }
        if (bodyBytes == 0 && !underWay) {
            timeout.stop();
        }
        pass(bytes, count);
    }

    private void takeHead(ByteBuf bytes) {
        int count = head.scan(bytes);
        if (head.lines() > rules.maxHeadLines()) {
            refuse("431 Request Header Fields Too Large");
        } else if (!heldForHead.covers(head.bytes())) {
            refuse("503 Service Unavailable\r\nRetry-After: 1");
        } else if (head.isPreface(bytes)) {
            phase = Phase.MULTIPLEXED;
            timeout.stop();
            pass(bytes, count);
        } else if (head.isComplete() && head.hosts() != 1) {
            // The router would take it for a failure of its own, and log it as one.
            refuse("400 Bad Request");
        } else if (head.isComplete()) {
            head.reset();
            timeout.stop();
            awaitsBeginning = true;
            pass(bytes, count);
        } else {
            pass(bytes, count);
            if (head.isUnderWay()) {
                timeout.start(context().executor(), this::overdue);
            }
        }
    }

    private void overdue() {
        if (phase == Phase.REQUESTS && !underWay && bodyBytes == 0) {
            refuse("408 Request Timeout");
        } else {
            close();
        }
    }

    /** Answers what is no request yet, so that nobody else could; not into the middle of another one's answer. */
    private void refuse(String status) {
        phase = Phase.REFUSED;
        if (underWay) {
            close();
            return;
        }
        var answer = "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        context()
                .writeAndFlush(Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private void refuseFrames(FrameRefusal refusal) {
        phase = Phase.REFUSED;
        frames.release();
        onRefusal.accept(refusal);
    }

    /**
     * A request has begun.
     *
     * @param multiplexed whether it shares the connection with others, as HTTP/2's do
     * @param webSocket whether it asks for a WebSocket
     * @param announcedBytes the length of its body, or {@link #UNKNOWN}
     * @return false if a WebSocket cannot be allowed, because its frames could not be told from what came before them
     */
    boolean begin(boolean multiplexed, boolean webSocket, long announcedBytes) {
        timeout.stop();
        underWay = true;
        bodyBytes = announcedBytes;
        boolean exact = awaitsBeginning && announcedBytes == 0;
        awaitsBeginning = false;
        if (multiplexed) {
            // It may have been told that HTTP/2 is spoken from now on before it began.
            phase = Phase.MULTIPLEXED;
        } else if (phase == Phase.REQUESTS && webSocket && exact) {
            phase = Phase.FRAMES;
        }
        goOn();
        return !webSocket || phase == Phase.FRAMES;
    }

    /** All of the body has come of the request under way. */
    void endBody() {
        bodyBytes = 0;
        if (!underWay) {
            timeout.stop();
        }
    }

    /** No WebSocket comes of the request under way; to be told before the answer is on its way, as the next may follow at once. */
    void stayWithRequests() {
        if (phase == Phase.FRAMES) {
            phase = Phase.REQUESTS;
        }
    }

    /** A request's answer has been given; what is still to come of its body has as long as a head. */
    void end() {
        underWay = false;
        heldForHead.release();
        if (phase == Phase.REQUESTS && bodyBytes > 0) {
            timeout.start(context().executor(), this::overdue);
        }
    }

    /**
     * The peer of this WebSocket is known.
     *
     * @param holder what its messages are counted by
     * @param maxMessage how long one may be, in bytes
     * @param refused told why one is not taken; nothing further is
     */
    public void allow(Object holder, int maxMessage, Consumer<FrameRefusal> refused) {
        frames.allow(holder, maxMessage);
        onRefusal = refused;
    }

    /** What the connection's peer is counted by. */
    public Object peer() {
        return peer;
    }

    /** An answer without a beginning is one to a head that the router itself has refused, and told nobody of. */
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (isWaiting() && !underWay) {
            phase = Phase.REFUSED;
            drop();
            // What came along with that head is dropped; what comes later is another request, in vain.
            context().executor().execute(this::lose);
        }
        var _ = ctx.write(message, promise);
    }

    private void lose() {
        if (phase == Phase.REFUSED) {
            phase = Phase.LOST;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        timeout.stop();
        heldForHead.release();
        frames.release();
        phase = Phase.REFUSED;
        super.channelInactive(ctx);
    }
}
