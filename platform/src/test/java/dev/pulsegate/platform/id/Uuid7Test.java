package dev.pulsegate.platform.id;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class Uuid7Test {

    @Test
    void isOfVersion7AndTheVariantOfTheRfc() {
        for (int i = 0; i < 1000; i++) {
            var id = Uuid7.next();
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
        }
    }

    /** RFC 9562, appendix A.6: 2022-02-22T19:22:22Z. */
    @Test
    void beginsWithTheTimeAsTheExampleOfTheRfcDoes() {
        assertThat(Uuid7.at(0x017F22E279B0L).toString()).startsWith("017f22e2-79b0-7");
    }

    @Test
    void carriesThePresentTime() {
        long before = Clock.systemUTC().millis();
        long carried = Uuid7.next().getMostSignificantBits() >>> 16;
        assertThat(carried).isBetween(before, Clock.systemUTC().millis());
    }

    @Test
    void sortsByTimeAsText() {
        assertThat(Uuid7.at(1_700_000_000_000L).toString())
                .isLessThan(Uuid7.at(1_700_000_000_001L).toString())
                .isLessThan(Uuid7.at(1_800_000_000_000L).toString());
    }

    @Test
    void isUniqueWithinOneMillisecond() {
        var seen = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            assertThat(seen.add(Uuid7.at(1_700_000_000_000L))).isTrue();
        }
    }

    @Test
    void theFirstOfAnInstantComesAfterAllEarlierAndBeforeAllLaterOnes() {
        var instant = Instant.ofEpochMilli(1_700_000_000_000L);
        var first = Uuid7.firstAt(instant);
        assertThat(first.version()).isEqualTo(7);
        assertThat(first.variant()).isEqualTo(2);
        for (int i = 0; i < 100; i++) {
            assertThat(first.toString())
                    .isGreaterThan(Uuid7.at(instant.toEpochMilli() - 1).toString())
                    .isLessThanOrEqualTo(Uuid7.at(instant.toEpochMilli()).toString());
        }
    }
}
