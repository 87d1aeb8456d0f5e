package dev.pulsegate.e2e.load;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SampleClockTest {

    private static final Duration PERIOD = Duration.ofMillis(160);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SampleClock clock = new SampleClock();

    @Test
    void framesOneAfterTheOtherLeaveNoGap() {
        for (int i = 0; i < 10; i++) {
            assertThat(frame(i)).isZero();
        }
        assertThat(clock.frames()).isEqualTo(10);
        assertThat(clock.longestGap()).isZero();
    }

    @Test
    void whatIsMissingBetweenTwoFramesIsTheGap() {
        frame(0);

        assertThat(frame(20)).isEqualTo(PERIOD.multipliedBy(19));
        assertThat(frame(21)).isZero();
        assertThat(clock.longestGap()).isEqualTo(PERIOD.multipliedBy(19));
    }

    @Test
    void framesThatComeByTwoConnectionsCountOnce() {
        frame(0);
        frame(1);
        frame(2);

        assertThat(frame(1)).isZero();
        assertThat(frame(2)).isZero();
        assertThat(frame(3)).isZero();
        assertThat(clock.frames()).isEqualTo(4);
        assertThat(clock.longestGap()).isZero();
    }

    private Duration frame(int number) {
        return clock.frame(START.plus(PERIOD.multipliedBy(number)), PERIOD);
    }
}
