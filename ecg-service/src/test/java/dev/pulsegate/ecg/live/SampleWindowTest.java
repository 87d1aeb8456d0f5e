package dev.pulsegate.ecg.live;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SampleWindowTest {

    private static final int CAPACITY = 1000;

    /** Lead A counts up from 0, lead B down. */
    private final SampleWindow window = new SampleWindow(2, CAPACITY);

    private void appendUpTo(long end) {
        while (window.end() < end) {
            int count = (int) Math.min(end - window.end(), CAPACITY);
            var samples = new double[2][count + 1];
            for (int i = 0; i < count; i++) {
                samples[0][i + 1] = window.end() + i;
                samples[1][i + 1] = -(window.end() + i);
            }
            window.append(samples, 1, count);
        }
    }

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
            appendUpTo(end);
            assertHolds(Math.max(0, end - CAPACITY), end);
            assertHolds(end - 37, end - 5);
        }
    }

    @Test
    void aLongStepKeepsTheLastSamples() {
        appendUpTo(10_007);
        assertHolds(9_007, 10_007);
    }

    @Test
    void samplesThatAreMissingAreNotInvented() {
        appendUpTo(1_950);
        window.appendMissing(100);
        appendUpTo(2_060);
        var copy = window.copy(1_949, 2_051);
        assertThat(copy[1][0]).isEqualTo(-1_949.0);
        assertThat(copy[1][1]).isNaN();
        assertThat(copy[1][100]).isNaN();
        assertThat(copy[1][101]).isEqualTo(-2_050.0);
    }

    @Test
    void begunAnewItHoldsNothingFromBefore() {
        appendUpTo(1_500);
        window.restartAt(5_000);
        appendUpTo(5_100);
        assertHolds(5_000, 5_100);
        assertThat(window.begin()).isEqualTo(5_000);
        assertThatThrownBy(() -> window.copy(4_999, 5_001)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatItDoesNotHoldItDoesNotInvent() {
        appendUpTo(1_500);
        assertThatThrownBy(() -> window.copy(499, 600)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> window.copy(1_400, 1_501)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> window.copy(1_400, 1_399)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> window.copy(-1, 5)).isInstanceOf(IllegalArgumentException.class);
    }
}
