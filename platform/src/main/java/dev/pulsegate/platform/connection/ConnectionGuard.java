package dev.pulsegate.platform.connection;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * The first to see what comes on a connection, decrypted if need be: bounds the head of each HTTP/1 request in time and
 * size, and each WebSocket message in size, before anything behind it keeps them. Used on the connection's event loop.
 */
public final class ConnectionGuard extends ChannelInboundHandlerAdapter {

    /** So much of a head is not asked for; what is made of the rest is taken from the budget. */
    private static final int FREE_HEAD_BYTES = 4096;

    /** What Netty makes of a byte of head: characters, strings, headers. */
    private static final int HELD_PER_HEAD_BYTE = 4;

    private final GuardRules rules;
    private final Object peer;
    private final HeadScanner head = new HeadScanner();
    private final FrameScanner frames;

    private Phase phase = Phase.HEAD;
    private ChannelHandlerContext context;
    private Optional<Future<?>> timeout = Optional.empty();
    private long heldForHead;
    private Consumer<FrameRefusal> onRefusal = refusal -> close();

    /** While the last bytes of a head are passed on: what comes next on the connection is known exactly. */
    private boolean atEndOfHead;

    /** What the bytes mean that come next. */
    private enum Phase {
        /** A request's head. */
        HEAD,
        /** A request is under way: its body, or what a client sends ahead. */
        EXCHANGE,
        /** Frames of a WebSocket. */
        FRAMES,
        /** HTTP/2, which has bounds of its own. */
        MULTIPLEXED,
        /** Nothing that is wanted. */
        REFUSED
    }

    ConnectionGuard(GuardRules rules, Object peer) {
        this.rules = rules;
        this.peer = peer;
        this.frames = new FrameScanner(rules.budget(), peer, rules.strangerMessage());
    }

    /** The guard of a connection; empty for one that came before the server was quite up. */
    public static Optional<ConnectionGuard> of(Channel channel) {
        return Optional.ofNullable(channel.pipeline().get(ConnectionGuard.class));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            ctx.fireChannelRead(message);
            return;
        }
        try {
            while (bytes.isReadable()) {
                take(bytes);
            }
        } finally {
            bytes.release();
        }
    }

    private void take(ByteBuf bytes) {
        switch (phase) {
            case HEAD -> takeHead(bytes);
            case EXCHANGE, MULTIPLEXED -> pass(bytes, bytes.readableBytes());
            case FRAMES ->
                frames.scan(bytes).ifPresentOrElse(this::refuseFrames, () -> pass(bytes, bytes.readableBytes()));
            case REFUSED -> bytes.skipBytes(bytes.readableBytes());
        }
    }

    private void pass(ByteBuf bytes, int count) {
        context.fireChannelRead(bytes.readRetainedSlice(count));
    }

    private void takeHead(ByteBuf bytes) {
        int count = head.scan(bytes);
        if (head.lines() > rules.maxHeadLines()) {
            refuse("431 Request Header Fields Too Large");
        } else if (!holdHead()) {
            refuse("503 Service Unavailable\r\nRetry-After: 1");
        } else if (head.isComplete()) {
            head.reset();
            atEndOfHead = true;
            pass(bytes, count);
            atEndOfHead = false;
            if (phase == Phase.HEAD) {
                // Nobody took it for a request: an HTTP/2 preface, or what is answered as malformed.
                startTimeout();
            }
        } else {
            pass(bytes, count);
            startTimeout();
        }
    }

    private boolean holdHead() {
        long needed = (head.bytes() - FREE_HEAD_BYTES) * (long) HELD_PER_HEAD_BYTE - heldForHead;
        if (needed <= 0) {
            return true;
        }
        if (!rules.budget().take(peer, needed)) {
            return false;
        }
        heldForHead += needed;
        return true;
    }

    private void startTimeout() {
        if (timeout.isEmpty()) {
            timeout = Optional.of(context.executor()
                    .schedule(this::overdue, rules.headTimeout().toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private void stopTimeout() {
        timeout.ifPresent(running -> running.cancel(false));
        timeout = Optional.empty();
    }

    private void overdue() {
        if (phase == Phase.HEAD) {
            refuse("408 Request Timeout");
        } else {
            close();
        }
    }

    private void close() {
        var _ = context.close();
    }

    /** Answers what is no request yet, so that nobody else could. */
    private void refuse(String status) {
        phase = Phase.REFUSED;
        var answer = "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        context.writeAndFlush(Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII))
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
     * @return false if a WebSocket cannot be allowed, because its frames could not be told from what came before them
     */
    boolean begin(boolean multiplexed, boolean webSocket) {
        stopTimeout();
        if (phase != Phase.REFUSED) {
            phase = multiplexed ? Phase.MULTIPLEXED : webSocket && atEndOfHead ? Phase.FRAMES : Phase.EXCHANGE;
        }
        return !webSocket || phase == Phase.FRAMES;
    }

    /**
     * A request's answer has been given.
     *
     * @param whole whether all of the request had come; the rest of it has as long as a head
     */
    void end(boolean whole) {
        releaseHead();
        if (phase == Phase.EXCHANGE || phase == Phase.FRAMES) {
            phase = whole ? Phase.HEAD : Phase.EXCHANGE;
            if (!whole) {
                startTimeout();
            }
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

    /** How long a message may be before its peer is known. */
    public int strangerMessage() {
        return rules.strangerMessage();
    }

    private void releaseHead() {
        if (heldForHead > 0) {
            rules.budget().give(peer, heldForHead);
            heldForHead = 0;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stopTimeout();
        releaseHead();
        frames.release();
        phase = Phase.REFUSED;
        ctx.fireChannelInactive();
    }
}
