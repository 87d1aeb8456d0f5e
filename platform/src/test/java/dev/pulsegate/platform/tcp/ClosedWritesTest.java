package dev.pulsegate.platform.tcp;

import java.nio.channels.ClosedChannelException;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.log.CapturedLog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ClosedWritesTest {

    private final EmbeddedChannel channel = new EmbeddedChannel(new HttpResponseEncoder());

    /** Between its closing and its handlers' removal: there an event loop may still have writes to do. */
    @Test
    void whoWritesAgainWhenAWriteFailedReleasesNothingTwice() throws Exception {
        ClosedWrites.failOn(channel);
        var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        HttpUtil.setTransferEncodingChunked(head, true);
        assertThat(channel.writeAndFlush(head).isSuccess()).isTrue();
        var late = channel.newPromise();
        var again = channel.newPromise();
        late.addListener(failed -> {
            var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER, again);
        });
        channel.closeFuture().addListener(closed -> {
            var _ = channel.writeAndFlush(new DefaultHttpContent(Unpooled.copiedBuffer("late", UTF_8)), late);
        });
        try (var log = new CapturedLog()) {
            channel.close().sync();

            assertThat(late.cause()).isInstanceOf(ClosedChannelException.class);
            assertThat(again.cause()).isInstanceOf(ClosedChannelException.class);
            assertThat(log.alarms()).isEmpty();
        }
    }
}
