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
    @CsvSource({"Host: a, 1", "hOsT:a, 1", "X-Host: a, 0", "Hos: t, 0", "Host: a\\nA: b\\nHOST: c, 2"})
    void hostsAreCounted(String headers, int hosts) {
        scanner.scan(bytes("GET /host: HTTP/1.1\n" + headers.replace("\\n", "\n") + "\n\n"));

        assertThat(scanner.hosts()).isEqualTo(hosts);
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
