package dev.pulsegate.gateway.queue.accept;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

import dev.pulsegate.gateway.space.QueueRules;

/**
 * What an account has had of a space, and what cooldown and quota make of it.
 *
 * @param lastAcceptedAt when its last request was accepted
 * @param day the day (UTC) of it
 * @param accepted how many it had that day
 */
record Usage(Instant lastAcceptedAt, LocalDate day, int accepted) {

    /** That of an account that never asked. */
    static Usage none() {
        return new Usage(Instant.EPOCH, LocalDate.EPOCH, 0);
    }

    /** With one more, now. */
    Usage andOne(Instant now) {
        return new Usage(now, dayOf(now), acceptedOn(dayOf(now)) + 1);
    }

    private int acceptedOn(LocalDate asked) {
        return asked.equals(day) ? accepted : 0;
    }

    private static LocalDate dayOf(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** What may still be had. */
    Allowance allowance(QueueRules rules, Instant now) {
        var ready = lastAcceptedAt.plus(rules.cooldown());
        var cooldown = now.isBefore(ready) ? Duration.between(now, ready) : Duration.ZERO;
        if (rules.dailyQuota() == 0) {
            return new Allowance(cooldown, null, null);
        }
        var today = dayOf(now);
        int remaining = Math.max(0, rules.dailyQuota() - acceptedOn(today));
        return new Allowance(cooldown, remaining, startOf(today.plusDays(1)));
    }

    /** Why one more may not be accepted now, if so. */
    Optional<Acceptance> refusal(QueueRules rules, Instant now) {
        var ready = lastAcceptedAt.plus(rules.cooldown());
        if (!rules.cooldown().isZero() && now.isBefore(ready)) {
            return Optional.of(new Acceptance.CoolingDown(Duration.between(now, ready)));
        }
        var today = dayOf(now);
        if (rules.dailyQuota() > 0 && acceptedOn(today) >= rules.dailyQuota()) {
            var untilTomorrow = Duration.between(now, startOf(today.plusDays(1)));
            return Optional.of(new Acceptance.QuotaSpent(rules.dailyQuota(), untilTomorrow));
        }
        return Optional.empty();
    }
}
