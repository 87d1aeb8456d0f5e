package dev.pulsegate.platform.tcp;

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

    private final GuardRules rules;
    private final Object peer;
    private final HeadScanner head = new HeadScanner();
    private final BodyScanner body = new BodyScanner();
    private final HeadHold heldForHead;
    private final FrameScanner frames;

    private Phase phase = Phase.REQUESTS;

    /** How many requests have begun. */
    private int requests;

    private boolean underWay;
    private ChannelHandlerContext context;
    /** Null while no head is waited for. */
    private Future<?> timeout;

    private Consumer<FrameRefusal> onRefusal = refusal -> close();

    /**
     * Nothing has come since the end of a head: what comes next on the connection is known exactly. A request may begin
     * later than its head is passed on, when the answer before it is given.
     */
    private boolean atEndOfHead;

    ConnectionGuard(GuardRules rules, Object peer) {
        this.rules = rules;
        this.peer = peer;
        this.heldForHead = new HeadHold(rules.budget(), peer);
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
                atEndOfHead = false;
                take(bytes);
            }
        } finally {
            bytes.release();
        }
    }

    private void take(ByteBuf bytes) {
        switch (phase) {
            case REQUESTS -> {
                if (body.isUnderWay()) {
                    takeBody(bytes);
                } else {
                    takeHead(bytes);
                }
            }
            case MULTIPLEXED -> pass(bytes, bytes.readableBytes());
            case FRAMES ->
                frames.scan(bytes).ifPresentOrElse(this::refuseFrames, () -> pass(bytes, bytes.readableBytes()));
            case REFUSED -> bytes.skipBytes(bytes.readableBytes());
        }
    }

    private void pass(ByteBuf bytes, int count) {
        context.fireChannelRead(bytes.readRetainedSlice(count));
    }

    private void takeBody(ByteBuf bytes) {
        int count = body.scan(bytes);
        if (!body.isUnderWay() && !underWay) {
            stopTimeout();
        }
        pass(bytes, count);
    }

    private void takeHead(ByteBuf bytes) {
        int count = head.scan(bytes);
        if (head.lines() > rules.maxHeadLines()) {
            refuse("431 Request Header Fields Too Large");
        } else if (!heldForHead.covers(head.bytes())) {
            refuse("503 Service Unavailable\r\nRetry-After: 1");
        } else if (head.isPreface()) {
            phase = Phase.MULTIPLEXED;
            stopTimeout();
            pass(bytes, count);
        } else if (head.isComplete() && !head.isClear()) {
            // The router would take it for a failure of its own, and log it as one.
            refuse("400 Bad Request");
        } else if (head.isComplete()) {
            beginBody();
            head.reset();
            stopTimeout();
            atEndOfHead = true;
            pass(bytes, count);
        } else {
            pass(bytes, count);
            if (head.isUnderWay()) {
                startTimeout();
            }
        }
    }

    /** Not by what is made of the request: a request that becomes HTTP/2's is told of only when its body has come. */
    private void beginBody() {
        if (head.isChunked()) {
            body.beginChunks();
        } else {
            body.begin(head.length());
        }
    }

    private void startTimeout() {
        if (timeout == null) {
            timeout = context.executor()
                    .schedule(this::overdue, rules.headTimeout().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void stopTimeout() {
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
    }

    private void overdue() {
        if (phase == Phase.REQUESTS && !underWay && !body.isUnderWay()) {
            refuse("408 Request Timeout");
        } else {
            close();
        }
    }

    private void close() {
        var _ = context.close();
    }

    /** Answers what is no request yet, so that nobody else could; not into the middle of another one's answer. */
    private void refuse(String status) {
        phase = Phase.REFUSED;
        if (underWay) {
            close();
            return;
        }
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
     * @return the request's number on this connection
     */
    int begin(boolean multiplexed, boolean webSocket) {
        stopTimeout();
        underWay = true;
        boolean exact = atEndOfHead && !body.isUnderWay();
        if (phase == Phase.REQUESTS) {
            phase = multiplexed ? Phase.MULTIPLEXED : webSocket && exact ? Phase.FRAMES : Phase.REQUESTS;
        }
        return ++requests;
    }

    /** Whether frames are what comes next: a WebSocket whose frames cannot be told from what came before is not allowed. */
    boolean awaitsFrames() {
        return phase == Phase.FRAMES;
    }

    /** A request is answered as a request: no frames follow, also where it asked for them. */
    void answer(int request) {
        if (request == requests && phase == Phase.FRAMES) {
            phase = Phase.REQUESTS;
        }
    }

    /**
     * A request's answer has been given; what has not come yet of the request has as long as a head.
     *
     * @param request its number: if the next one has begun already, nothing is left to be done
     */
    void end(int request) {
        if (request != requests) {
            return;
        }
        underWay = false;
        heldForHead.release();
        if (phase == Phase.REQUESTS && body.isUnderWay()) {
            startTimeout();
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

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stopTimeout();
        heldForHead.release();
        frames.release();
        phase = Phase.REFUSED;
        ctx.fireChannelInactive();
    }
}
