package dev.pulsegate.gateway.queue.accept;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.space.QueueRules;

import static org.assertj.core.api.Assertions.assertThat;

class UsageTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static QueueRules rules(Duration cooldown, int quota) {
        return new QueueRules(
                true,
                3,
                Duration.ofMinutes(2),
                Duration.ofDays(1),
                10,
                0,
                cooldown,
                quota,
                0,
                5,
                Duration.ofMinutes(1));
    }

    @Test
    void nothingIsRefusedWithoutRules() {
        var usage = Usage.none().andOne(NOON).andOne(NOON);
        assertThat(usage.refusal(rules(Duration.ZERO, 0), NOON)).isEmpty();
    }

    @Test
    void theCooldownEndsToTheInstant() {
        var rules = rules(Duration.ofSeconds(10), 0);
        var usage = Usage.none().andOne(NOON);
        assertThat(usage.refusal(rules, NOON.plusSeconds(4)))
                .contains(new Acceptance.CoolingDown(Duration.ofSeconds(6)));
        assertThat(usage.refusal(rules, NOON.plusSeconds(10))).isEmpty();
    }

    @Test
    void theQuotaIsOfOneDayInUtc() {
        var rules = rules(Duration.ZERO, 2);
        var usage = Usage.none().andOne(NOON);
        assertThat(usage.refusal(rules, NOON)).isEmpty();
        var spent = usage.andOne(NOON);
        assertThat(spent.refusal(rules, NOON)).contains(new Acceptance.QuotaSpent(2, Duration.ofHours(12)));
        assertThat(spent.refusal(rules, NOON.plus(Duration.ofHours(12)))).isEmpty();
    }

    @Test
    void anotherDayCountsFromTheBeginning() {
        var tomorrow = NOON.plus(Duration.ofDays(1));
        assertThat(Usage.none().andOne(NOON).andOne(NOON).andOne(tomorrow).accepted())
                .isEqualTo(1);
    }
}
