package dev.pulsegate.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NumberFinderTest {

    private final NumberFinder seq = new NumberFinder("seq");

    @Test
    void theNumberIsFoundWhereverItStands() {
        assertThat(find("{\"points\":[1,2],\"seq\":41,\"times\":[3]}")).isEqualTo(41);
        assertThat(find("{\"points\":[1,2],\"seq\":42,\"times\":[3]}")).isEqualTo(42);
        assertThat(find("{\"seq\":7}")).isEqualTo(7);
        assertThat(find("{\"points\":[1,2,3,4,5,6],\"seq\":123456789012}")).isEqualTo(123_456_789_012L);
        assertThat(find("{\"seq\": 0}")).isZero();
    }

    @Test
    void whereThereIsNoneNoneIsFound() {
        assertThat(find("{\"points\":[1,2],\"seq\":41}")).isEqualTo(41);

        assertThat(find("")).isEqualTo(NumberFinder.NONE);
        assertThat(find("{\"type\":\"gap\"}")).isEqualTo(NumberFinder.NONE);
        assertThat(find("{\"sequence\":1,\"xseq\":2}")).isEqualTo(NumberFinder.NONE);
        assertThat(find("{\"seq\":null}")).isEqualTo(NumberFinder.NONE);
        assertThat(find("{\"points\":[1],\"seq\":")).isEqualTo(NumberFinder.NONE);
    }

    @Test
    void nothingBeyondTheMessageIsLookedAt() {
        var bytes = ByteBuffer.wrap("{\"a\":1}{\"seq\":5}".getBytes(StandardCharsets.US_ASCII));

        assertThat(seq.find(bytes, 0, 7)).isEqualTo(NumberFinder.NONE);
        assertThat(seq.find(bytes, 7, 16)).isEqualTo(5);
        assertThat(seq.find(bytes, 7, 15)).isEqualTo(5);
        assertThat(seq.find(bytes, 7, 14)).isEqualTo(NumberFinder.NONE);
    }

    private long find(String text) {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        return seq.find(bytes, 0, bytes.limit());
    }
}
