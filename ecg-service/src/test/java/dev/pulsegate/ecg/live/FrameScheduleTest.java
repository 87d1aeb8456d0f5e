package dev.pulsegate.ecg.live;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FrameScheduleTest {

    private static final long MILLI = 1_000_000;

    /** Frames of a hundred years at the default period. */
    private static final long FAR = 100L * 365 * 86_400 * 1000 / 160;

    @Test
    void theDefaultFrameHoldsTwentySamplesAndBeginsAtItsPeriodToTheNanosecond() {
        var schedule = new FrameSchedule(125, 160);
        for (long start : new long[] {0, 1_000_000, FAR}) {
            for (long frame = start; frame < start + 10_000; frame++) {
                assertThat(schedule.firstSample(frame)).isEqualTo(frame * 20);
                assertThat(schedule.sampleNanos(frame * 20)).isEqualTo(frame * 160 * MILLI);
                assertThat(schedule.dueNanos(frame)).isEqualTo((frame + 1) * 160 * MILLI);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"360, 160", "360, 40", "128, 50", "257, 999", "1000, 40", "100, 41", "250.5, 160"})
    void aFrameHoldsExactlyTheSamplesTakenWithinItsPeriod(double hz, int millis) {
        var schedule = new FrameSchedule(hz, millis);
        for (long start : new long[] {0, 10_000_000}) {
            for (long frame = start; frame < start + 5_000; frame++) {
                long first = schedule.firstSample(frame);
                assertThat(schedule.sampleNanos(first)).isGreaterThanOrEqualTo(frame * millis * MILLI - 1);
                assertThat(schedule.sampleNanos(first - 1)).isLessThan(frame * millis * MILLI);
                assertThat(schedule.firstSample(frame + 1) - first)
                        .isBetween((long) Math.floor(hz * millis / 1000), (long) Math.ceil(hz * millis / 1000));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"125, 160", "360, 40", "128, 50", "257, 999", "100, 41", "250.5, 160"})
    void tellsTheFrameThatHoldsASample(double hz, int millis) {
        var schedule = new FrameSchedule(hz, millis);
        for (long start : new long[] {0, 10_000_000}) {
            for (long frame = start; frame < start + 2_000; frame++) {
                assertThat(schedule.frameOf(schedule.firstSample(frame))).isEqualTo(frame);
                assertThat(schedule.frameOf(schedule.firstSample(frame + 1) - 1))
                        .isEqualTo(frame);
            }
        }
    }

    @Test
    void tellsTheFrameBeingFilled() {
        var schedule = new FrameSchedule(125, 160);
        assertThat(schedule.frameAt(-5)).isZero();
        assertThat(schedule.frameAt(0)).isZero();
        assertThat(schedule.frameAt(160 * MILLI - 1)).isZero();
        assertThat(schedule.frameAt(160 * MILLI)).isEqualTo(1);
        assertThat(schedule.frameAt(schedule.dueNanos(FAR) - 1)).isEqualTo(FAR);
    }
}
