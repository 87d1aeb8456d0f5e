package dev.pulsegate.platform.tcp;

import java.nio.channels.ClosedChannelException;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.ReferenceCountUtil;

/**
 * Fails what is written on a connection whose peer has left, before Netty's encoder has it. The encoder keeps what it
 * encodes until it is written: whoever, told that a write failed, writes again at once, as RESTEasy does to break off a
 * stream of events, would have that written and released once more.
 */
@Sharable
final class ClosedWrites extends ChannelOutboundHandlerAdapter {

    private static final ClosedWrites FAIL = new ClosedWrites();

    private ClosedWrites() {}

    /** Has them failed on a connection of HTTP/1; HTTP/2 has another encoder. */
    static void failOn(Channel channel) {
        var encoder = channel.pipeline().context(HttpResponseEncoder.class);
        if (encoder != null) {
            channel.pipeline().addAfter(encoder.name(), "closed-writes", FAIL);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (ctx.channel().isActive()) {
            var _ = ctx.write(message, promise);
        } else {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new ClosedChannelException());
        }
    }
}
