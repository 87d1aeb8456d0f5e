package dev.pulsegate.platform.socket;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitTest {

    private static final long BEGAN = Long.MAX_VALUE - 1;

    private final RateLimit limit = new RateLimit(10, 5, BEGAN);

    private int admittedAt(long nanosLater, int asked) {
        int admitted = 0;
        for (int i = 0; i < asked; i++) {
            admitted += limit.admit(BEGAN + nanosLater) ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void admitsTheBurstAndNoMoreAtOnce() {
        assertThat(admittedAt(0, 100)).isEqualTo(5);
    }

    @Test
    void admitsTheRateOverTimeAlsoWhereTheClockOverflows() {
        assertThat(admittedAt(0, 5)).isEqualTo(5);
        assertThat(admittedAt(TimeUnit.MILLISECONDS.toNanos(99), 1)).isZero();
        assertThat(admittedAt(TimeUnit.MILLISECONDS.toNanos(101), 2)).isEqualTo(1);
        assertThat(admittedAt(TimeUnit.MILLISECONDS.toNanos(401), 10)).isEqualTo(3);
    }

    @Test
    void aLongSilenceGivesNoMoreThanTheBurst() {
        admittedAt(0, 5);
        assertThat(admittedAt(TimeUnit.HOURS.toNanos(1), 100)).isEqualTo(5);
    }
}
