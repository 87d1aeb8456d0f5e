package dev.pulsegate.ecg.frame;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FrameTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void selectedLeadsKeepTheirPlaceInTheStream() {
        var frame = frame(0, 0, 500, NOW, List.of("I", "II", "V5"), new double[][] {{1}, {2}, {3}});

        var selected = frame.select(List.of("V5", "I")).select(List.of("V5"));

        assertThat(selected.leads()).containsExactly("V5");
        assertThat(selected.leadIndex(0)).isEqualTo(2);
        assertThat(selected.millivolts(0, 0)).isEqualTo(3);
    }

    @Test
    void aSelectionThatIsNotThereIsRefused() {
        var frame = frame(0, 0, 500, NOW, List.of("I", "II"), new double[][] {{1}, {2}});

        assertThatIllegalArgumentException().isThrownBy(() -> frame.select(List.of("V1")));
        assertThatIllegalArgumentException().isThrownBy(() -> frame.select(List.of("I", "I")));
        assertThatIllegalArgumentException().isThrownBy(() -> frame.select(List.of()));
    }

    @Test
    void whatIsNotAFrameIsRefused() {
        var one = List.of("II");
        var ok = new double[][] {{1}};
        assertRefused("seq", () -> frame(-1, 0, 500, NOW, one, ok));
        assertRefused("first sample", () -> frame(0, -1, 500, NOW, one, ok));
        assertRefused("sampling frequency", () -> frame(0, 0, 0, NOW, one, ok));
        assertRefused("sampling frequency", () -> frame(0, 0, Double.NaN, NOW, one, ok));
        assertRefused("year", () -> frame(0, 0, 500, Instant.MAX, one, ok));
        assertRefused("year", () -> frame(0, 0, 500, Instant.MIN, one, ok));
        assertRefused("leads", () -> frame(0, 0, 500, NOW, List.of(), ok));
        assertRefused("once", () -> frame(0, 0, 500, NOW, List.of("I", "I"), new double[2][1]));
        assertRefused("each of its leads", () -> frame(0, 0, 500, NOW, one, new double[2][1]));
        assertRefused("samples of a lead", () -> frame(0, 0, 500, NOW, one, new double[1][0]));
        assertRefused("samples of a lead", () -> frame(0, 0, 500, NOW, one, new double[1][65_536]));
        assertRefused("equally many", () -> frame(0, 0, 500, NOW, List.of("I", "II"), new double[][] {{1}, {1, 2}}));
    }

    private static void assertRefused(String message, Runnable making) {
        assertThatIllegalArgumentException().isThrownBy(making::run).withMessageContaining(message);
    }

    private static Frame frame(
            long seq, long firstSample, double hertz, Instant time, List<String> leads, double[][] millivolts) {
        return new Frame("demo", seq, firstSample, hertz, time, leads, millivolts);
    }
}
