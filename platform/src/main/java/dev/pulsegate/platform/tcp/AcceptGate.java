package dev.pulsegate.platform.tcp;

import java.net.InetSocketAddress;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;

/**
 * Stands before a listening socket's own handlers: a connection over the bounds is closed before anything is made for it,
 * any other gets its guard.
 */
@Sharable
final class AcceptGate extends ChannelInboundHandlerAdapter {

    private final Places places;
    private final GuardRules rules;

    AcceptGate(Places places, GuardRules rules) {
        this.places = places;
        this.rules = rules;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof Channel accepted)
                || !(accepted.remoteAddress() instanceof InetSocketAddress address)
                || address.getAddress() == null) {
            ctx.fireChannelRead(message);
            return;
        }
        var peer = Network.of(address.getAddress());
        if (!places.take(peer)) {
            accepted.unsafe().closeForcibly();
            return;
        }
        accepted.closeFuture().addListener(closed -> places.giveBack(peer));
        accepted.pipeline().addFirst(new Placer(new ConnectionGuard(rules, peer)));
        ctx.fireChannelRead(accepted);
    }

    /** Puts the guard where it sees bytes decrypted, once the connection's own handlers are there. */
    private static final class Placer extends ChannelInboundHandlerAdapter {

        private final ConnectionGuard guard;

        Placer(ConnectionGuard guard) {
            this.guard = guard;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            var encrypted = ctx.pipeline().context(SslHandler.class);
            ctx.pipeline().addAfter((encrypted == null ? ctx : encrypted).name(), "connection-guard", guard);
            ctx.fireChannelActive();
            ctx.pipeline().remove(this);
        }
    }
}
