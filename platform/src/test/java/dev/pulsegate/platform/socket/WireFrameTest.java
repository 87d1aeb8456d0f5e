package dev.pulsegate.platform.socket;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Frames are read by another's decoder, set up as a client's. */
class WireFrameTest {

    private static final int LARGEST = 1 << 20;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 0xFFFF, 0x10000, LARGEST})
    void messagesOfEveryLengthAreReadByAClient(int length) {
        var payload = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);

        assertThat(decoded(WireFrame.text(payload))).isInstanceOfSatisfying(TextWebSocketFrame.class, frame -> {
            assertThat(frame.isFinalFragment()).isTrue();
            assertThat(ByteBufUtil.getBytes(frame.content())).isEqualTo(payload);
        });
        assertThat(decoded(WireFrame.binary(payload)))
                .isInstanceOfSatisfying(
                        BinaryWebSocketFrame.class, frame -> assertThat(ByteBufUtil.getBytes(frame.content()))
                                .isEqualTo(payload));
    }

    @Test
    void whatIsSentToOneCanBeSentToTheNext() {
        var frame = WireFrame.text("for all".getBytes(StandardCharsets.US_ASCII));
        for (int peer = 0; peer < 3; peer++) {
            var sent = frame.duplicate();
            assertThat(decoded(sent)).isInstanceOf(TextWebSocketFrame.class);
            sent.release();
        }
        assertThat(frame.refCnt()).isPositive();
        assertThat(frame.readerIndex()).isZero();
    }

    private static WebSocketFrame decoded(ByteBuf bytes) {
        var client = new EmbeddedChannel(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(false)
                .maxFramePayloadLength(LARGEST)
                .build()));
        client.writeInbound(bytes.duplicate());
        return client.readInbound();
    }
}
