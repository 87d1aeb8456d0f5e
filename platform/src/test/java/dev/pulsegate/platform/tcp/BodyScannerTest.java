package dev.pulsegate.platform.tcp;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BodyScannerTest {

    private static final String NEXT = "GET / HTTP/1.1";

    private final BodyScanner scanner = new BodyScanner();

    @Test
    void aBodyOfKnownLengthEndsAfterIt() {
        scanner.begin(5);
        assertThat(scanner.scan(bytes("he"))).isEqualTo(2);
        assertThat(scanner.isUnderWay()).isTrue();
        assertThat(scanner.scan(bytes("llo" + NEXT))).isEqualTo(3);
        assertThat(scanner.isUnderWay()).isFalse();
    }

    @Test
    void withoutABodyThereIsNothingToCome() {
        scanner.begin(0);
        assertThat(scanner.isUnderWay()).isFalse();
        assertThat(scanner.scan(bytes(NEXT))).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0\r\n\r\n",
                "5\r\nhello\r\n0\r\n\r\n",
                "5\nhello\n0\n\n",
                "A;name=\"value\"\r\n\r\n\r\n0\r\n\r\n\r\n0\r\n\r\n",
                "00005\r\nhello\r\n000\r\nTrailer: yes\r\nAnother: too\r\n\r\n"
            })
    void chunksEndAfterTheirTrailerHoweverTheyCome(String body) {
        scanner.beginChunks();
        assertThat(scanner.scan(bytes(body + NEXT))).isEqualTo(body.length());
        assertThat(scanner.isUnderWay()).isFalse();

        scanner.beginChunks();
        for (int i = 0; i < body.length(); i++) {
            assertThat(scanner.isUnderWay()).isTrue();
            assertThat(scanner.scan(bytes(body.substring(i, i + 1)))).isEqualTo(1);
        }
        assertThat(scanner.isUnderWay()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\n", "\r\n", "-1\r\n", "ffffffffffffffff\r\n", "1\r\nab\r\n"})
    void whatIsNoChunkHasNoEnd(String body) {
        scanner.beginChunks();
        var all = body + "0\r\n\r\n" + NEXT;
        assertThat(scanner.scan(bytes(all))).isEqualTo(all.length());
        assertThat(scanner.isUnderWay()).isTrue();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }
}
