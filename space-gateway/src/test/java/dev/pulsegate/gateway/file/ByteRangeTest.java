package dev.pulsegate.gateway.file;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.file.ByteRange.Part;
import dev.pulsegate.gateway.file.ByteRange.Unsatisfiable;
import dev.pulsegate.gateway.file.ByteRange.Whole;

import static org.assertj.core.api.Assertions.assertThat;

class ByteRangeTest {

    @Test
    void readsARange() {
        assertThat(ByteRange.of("bytes=0-0", 10)).isEqualTo(new Part(0, 1));
        assertThat(ByteRange.of("bytes=2-5", 10)).isEqualTo(new Part(2, 4));
        assertThat(ByteRange.of("bytes=2-", 10)).isEqualTo(new Part(2, 8));
        assertThat(ByteRange.of("bytes=2-99", 10)).isEqualTo(new Part(2, 8));
        assertThat(ByteRange.of("bytes=-3", 10)).isEqualTo(new Part(7, 3));
        assertThat(ByteRange.of("bytes=-99", 10)).isEqualTo(new Part(0, 10));
    }

    @Test
    void knowsWhatLiesOutside() {
        assertThat(ByteRange.of("bytes=10-", 10)).isEqualTo(new Unsatisfiable());
        assertThat(ByteRange.of("bytes=999999999999999999-", 10)).isEqualTo(new Unsatisfiable());
        assertThat(ByteRange.of("bytes=-0", 10)).isEqualTo(new Unsatisfiable());
        assertThat(ByteRange.of("bytes=0-", 0)).isEqualTo(new Unsatisfiable());
    }

    @Test
    void ignoresWhatItDoesNotUnderstand() {
        for (var header : List.of(
                "",
                "bytes=-",
                "bytes=5-2",
                "bytes=0-1,3-4",
                "items=0-1",
                "bytes=a-b",
                "bytes=" + "9".repeat(30) + "-")) {
            assertThat(ByteRange.of(header, 10)).as(header).isEqualTo(new Whole());
        }
        assertThat(ByteRange.of(null, 10)).isEqualTo(new Whole());
    }
}
