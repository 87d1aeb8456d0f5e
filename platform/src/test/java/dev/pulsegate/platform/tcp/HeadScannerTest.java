package dev.pulsegate.platform.tcp;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HeadScannerTest {

    private final HeadScanner scanner = new HeadScanner();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nA: b\r\n\r\n",
                "GET / HTTP/1.1\nA: b\n\n",
                "\r\n\r\nGET / HTTP/1.1\r\nA: b\r\n\r\n"
            })
    void aHeadEndsAtItsEmptyLine(String head) {
        assertThat(scanner.scan(bytes(head + "frames"))).isEqualTo(head.length());
        assertThat(scanner.isComplete()).isTrue();
        assertThat(scanner.lines()).isEqualTo(2);
    }

    @Test
    void aHeadMayComeByteForByte() {
        var head = "GET / HTTP/1.1\r\nA: b\r\n\r\n";
        for (int i = 0; i < head.length(); i++) {
            assertThat(scanner.isComplete()).isFalse();
            assertThat(scanner.scan(bytes(head.substring(i, i + 1)))).isEqualTo(1);
        }
        assertThat(scanner.isComplete()).isTrue();
        assertThat(scanner.bytes()).isEqualTo(head.length());
    }

    @ParameterizedTest
    @CsvSource({
        "Host: a, true",
        "hOsT:a, true",
        "X-Host: a, false",
        "Hos: t, false",
        "Host: a|A: b|HOST: c, false",
        "Host: a|Content-Length: 12, true",
        "Host: a|Content-Length: 12|content-length: 12, true",
        "Host: a|Content-Length: 12|content-length: 13, false",
        "Host: a|Content-Length: -1, false",
        "Host: a|Content-Length: 1 2, false",
        "Host: a|Content-Length: 99999999999999999999, false",
        "Host: a|Content-Length: 0000000000000000000000000000000012, false",
        "Host: a|Transfer-Encoding: chunked, true",
        "Host: a|Transfer-Encoding: chunked|Content-Length: 12, false"
    })
    void aHeadIsClearIfItSaysOnceWhomItIsForAndInOneWayWhereItsBodyEnds(String headers, boolean clear) {
        scanner.scan(bytes("GET /host: HTTP/1.1\n" + headers.replace('|', '\n') + "\n\n"));

        assertThat(scanner.isClear()).isEqualTo(clear);
    }

    @Test
    void whatTheBodyWillBeIsRead() {
        scanner.scan(bytes("POST / HTTP/1.1\r\nHost: a\r\nContent-Length:  1234 \r\n\r\n"));
        assertThat(scanner.length()).isEqualTo(1234);
        assertThat(scanner.isChunked()).isFalse();

        scanner.reset();
        scanner.scan(bytes("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"));
        assertThat(scanner.length()).isZero();
        assertThat(scanner.isChunked()).isTrue();
    }

    @Test
    void whatHttp2BeginsWithIsToldApart() {
        scanner.scan(bytes("PRI * HT"));
        scanner.scan(bytes("TP/2.0\r\n\r\nSM\r\n\r\n"));
        assertThat(scanner.isPreface()).isTrue();

        scanner.reset();
        scanner.scan(bytes("PRI * HTTP/2.0\r\nHost: a\r\n\r\n"));
        assertThat(scanner.isPreface()).isFalse();
    }

    @Test
    void aLineOfCarriageReturnsDoesNotEndIt() {
        scanner.scan(bytes("GET / HTTP/1.1\r\n\r\r\n"));

        assertThat(scanner.isComplete()).isFalse();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }
}
