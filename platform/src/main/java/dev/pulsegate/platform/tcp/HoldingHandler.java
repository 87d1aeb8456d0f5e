package dev.pulsegate.platform.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;

/** Takes what comes on a connection piece by piece, and holds it back while it waits to hear what it is. */
abstract class HoldingHandler extends ChannelDuplexHandler {

    private final HeldBack heldBack;
    private ChannelHandlerContext context;

    HoldingHandler(HeldBack heldBack) {
        this.heldBack = heldBack;
    }

    /** Whether what comes next can be told only later. */
    abstract boolean isWaiting();

    /** Takes some of these bytes, at least one. */
    abstract void take(ByteBuf bytes);

    /** No more can be held back; what came is dropped. */
    abstract void noRoom();

    final ChannelHandlerContext context() {
        return context;
    }

    /** Hands bytes to whoever is behind. */
    final void pass(ByteBuf bytes, int count) {
        context.fireChannelRead(bytes.readRetainedSlice(count));
    }

    final void close() {
        var _ = context.close();
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
            if (heldBack.isEmpty()) {
                takeAll(bytes);
            } else {
                hold(bytes);
            }
        } finally {
            bytes.release();
        }
    }

    private void takeAll(ByteBuf bytes) {
        while (bytes.isReadable()) {
            if (isWaiting()) {
                hold(bytes);
            } else {
                take(bytes);
            }
        }
    }

    private void hold(ByteBuf bytes) {
        if (!heldBack.add(bytes)) {
            bytes.skipBytes(bytes.readableBytes());
            heldBack.release();
            noRoom();
        }
    }

    /** It is known now what was held back; it is taken once whoever calls this is done. */
    final void goOn() {
        if (!heldBack.isEmpty()) {
            context.executor().execute(this::takeHeldBack);
        }
    }

    /** Nobody will ever know what was held back. */
    final void drop() {
        heldBack.release();
    }

    private void takeHeldBack() {
        var bytes = heldBack.take();
        try {
            takeAll(bytes);
        } finally {
            bytes.release();
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        heldBack.release();
        ctx.fireChannelInactive();
    }
}
