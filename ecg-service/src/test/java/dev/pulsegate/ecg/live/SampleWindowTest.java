package dev.pulsegate.ecg.live;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.pulsegate.ecg.signal.EcgSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SampleWindowTest {

    private static final int CAPACITY = 1000;

    /** Lead A counts up from 0, lead B down. */
    private static final class Counter implements EcgSource {
        private long next;

        @Override
        public List<String> leads() {
            return List.of("A", "B");
        }

        @Override
        public double samplingFrequencyHz() {
            return 250;
        }

        @Override
        public void read(double[][] millivoltsByLead, int count) {
            for (int i = 0; i < count; i++) {
                millivoltsByLead[0][i] = next;
                millivoltsByLead[1][i] = -next;
                next++;
            }
        }

        @Override
        public void close() {}
    }

    private final Counter source = new Counter();
    private final SampleWindow window = new SampleWindow(source, CAPACITY);

    private void assertHolds(long from, long to) {
        var copy = window.copy(from, to);
        assertThat(copy[0]).hasSize((int) (to - from));
        for (int i = 0; i < to - from; i++) {
            assertThat(copy[0][i]).isEqualTo((double) (from + i));
            assertThat(copy[1][i]).isEqualTo((double) -(from + i));
        }
    }

    @Test
    void holdsTheLatestSamplesWhereverTheRingBegins() {
        for (long end = 37; end < 5_000; end += 37) {
            window.advanceTo(end);
            assertHolds(Math.max(0, end - CAPACITY), end);
            assertHolds(end - 37, end - 5);
        }
    }

    @Test
    void aLongStepKeepsTheLastSamples() {
        window.advanceTo(10_007);
        assertHolds(9_007, 10_007);
    }

    @Test
    void neverReadsTheSourceTwice() {
        window.advanceTo(500);
        window.advanceTo(300);
        window.advanceTo(500);
        assertThat(source.next).isEqualTo(500);
    }

    @Test
    void whatItDoesNotHoldItDoesNotInvent() {
        window.advanceTo(1_500);
        assertThatThrownBy(() -> window.copy(499, 600)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> window.copy(1_400, 1_501)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> window.copy(1_400, 1_399)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> window.copy(-1, 5)).isInstanceOf(IllegalArgumentException.class);
    }
}
