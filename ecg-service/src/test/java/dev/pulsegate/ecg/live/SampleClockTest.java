package dev.pulsegate.ecg.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SampleClockTest {

    private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");

    private Instant system = BEGAN.plusSeconds(100);
    private long nanos = 7_000;
    private final SampleClock clock = new SampleClock(BEGAN, new SystemClock(), () -> nanos);

    private final class SystemClock extends Clock {

        @Override
        public Instant instant() {
            return system;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Time passes on both clocks. */
    private void pass(Duration time) {
        system = system.plus(time);
        nanos += time.toNanos();
        clock.follow();
    }

    @Test
    void countsFromWhenTheStreamBegan() {
        assertThat(elapsed()).isEqualTo(Duration.ofSeconds(100));
        pass(Duration.ofMillis(40));
        assertThat(elapsed()).isEqualTo(Duration.ofMillis(100_040));
    }

    @Test
    void aSystemClockThatIsSetIsFollowedByOnePartInAHundred() {
        system = system.plusMillis(15);
        pass(Duration.ofSeconds(1));
        assertThat(elapsed()).isEqualTo(Duration.ofMillis(101_010));
        pass(Duration.ofSeconds(1));
        assertThat(elapsed()).isEqualTo(Duration.ofMillis(102_015));

        system = system.minusSeconds(60);
        pass(Duration.ofSeconds(1));
        assertThat(elapsed()).isEqualTo(Duration.ofMillis(103_005));
    }

    @Test
    void aHaltOfTheMachineIsLeftBehindAtOnce() {
        system = system.plusSeconds(30);
        pass(Duration.ofSeconds(1));
        assertThat(elapsed()).isEqualTo(Duration.ofSeconds(131));
    }

    @Test
    void whatBeganByAClockThatIsAheadHasNotBegun() {
        var early = new SampleClock(BEGAN, Clock.fixed(BEGAN.minusMillis(3), ZoneOffset.UTC), () -> nanos);
        assertThat(early.elapsedNanos()).isEqualTo(Duration.ofMillis(-3).toNanos());
    }

    private Duration elapsed() {
        return Duration.ofNanos(clock.elapsedNanos());
    }
}
