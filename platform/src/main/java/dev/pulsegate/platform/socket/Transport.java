package dev.pulsegate.platform.socket;

import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

import dev.pulsegate.platform.tcp.ConnectionGuard;
import dev.pulsegate.platform.tcp.FrameRefusal;
import dev.pulsegate.platform.token.Caller;

/**
 * The TCP connection below a request or a WebSocket, for what Vert.x has no way to: writing a frame that was encoded for
 * others as well, and ending a connection whose peer does not read. Used on the connection's event loop.
 */
public final class Transport {

    private final Channel channel;

    /** Where frames leave WebSocket's encoder; there from the end of the handshake on. */
    private ChannelHandlerContext afterEncoder;

    /** Null where connections are not guarded. */
    private final ConnectionGuard guard;

    Transport(Channel channel) {
        this.channel = channel;
        this.guard = ConnectionGuard.of(channel).orElse(null);
    }

    /** What is below an HTTP/1 connection. */
    public static Transport of(HttpConnection connection) {
        return new Transport(((ConnectionBase) connection).channel());
    }

    /**
     * Takes the connection over from HTTP. Its idle timer is dropped: it would be set again at every write, and pings
     * find a dead peer sooner.
     */
    public void upgraded() {
        if (channel.pipeline().get(IdleStateHandler.class) != null) {
            channel.pipeline().remove(IdleStateHandler.class);
        }
    }

    /**
     * Takes messages of so many bytes from now on; before this is said, a few KB.
     *
     * @param refused told if one is not taken; nothing further is
     */
    public void allow(int maxMessage, Consumer<FrameRefusal> refused) {
        if (guard != null) {
            guard.allow(guard.peer(), maxMessage, refused);
        }
    }

    /** The same where it is known who the peer is: its messages are counted with all others of its account. */
    void allow(Caller caller, int maxMessage, Consumer<FrameRefusal> refused) {
        if (guard != null) {
            guard.allow(caller.accountId(), maxMessage, refused);
        }
    }

    /** Writes a whole WebSocket frame, after all that was written before. */
    ChannelFuture write(ByteBuf frame) {
        if (afterEncoder == null) {
            afterEncoder = channel.pipeline().context(WebSocketFrameEncoder.class);
        }
        return afterEncoder.writeAndFlush(frame.duplicate());
    }

    /**
     * Ends the connection at once. A close frame would wait behind what the peer does not read, and so would an orderly
     * close of the channel, which Vert.x turns into one: the connection is ended beneath Vert.x' handlers.
     */
    public void cut() {
        var beneath = channel.pipeline().firstContext();
        if (beneath != null) {
            var _ = beneath.close();
        }
    }
}
