package dev.pulsegate.gateway.queue.accept;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

import dev.pulsegate.gateway.space.QueueRules;

/** Cooldown and quota: whether an account may have one more request, going by what it has had. */
public final class UsageRules {

    private UsageRules() {}

    /**
     * What an account has had of a space.
     *
     * @param lastAcceptedAt when its last request was accepted
     * @param day the day (UTC) of it
     * @param accepted how many it had that day
     */
    public record Usage(Instant lastAcceptedAt, LocalDate day, int accepted) {

        /** That of an account that never asked. */
        public static Usage none() {
            return new Usage(Instant.EPOCH, LocalDate.EPOCH, 0);
        }

        /** With one more, now. */
        Usage andOne(Instant now) {
            return new Usage(now, dayOf(now), acceptedOn(dayOf(now)) + 1);
        }

        private int acceptedOn(LocalDate asked) {
            return asked.equals(day) ? accepted : 0;
        }
    }

    private static LocalDate dayOf(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** What may still be had. */
    public static Allowance allowance(QueueRules rules, Usage usage, Instant now) {
        var ready = usage.lastAcceptedAt().plus(rules.cooldown());
        var cooldown = now.isBefore(ready) ? Duration.between(now, ready) : Duration.ZERO;
        if (rules.dailyQuota() == 0) {
            return new Allowance(cooldown, null, null);
        }
        var today = dayOf(now);
        int remaining = Math.max(0, rules.dailyQuota() - usage.acceptedOn(today));
        return new Allowance(cooldown, remaining, startOf(today.plusDays(1)));
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** Why one more may not be accepted now, if so. */
    static Optional<Acceptance> refusal(QueueRules rules, Usage usage, Instant now) {
        var ready = usage.lastAcceptedAt().plus(rules.cooldown());
        if (!rules.cooldown().isZero() && now.isBefore(ready)) {
            return Optional.of(new Acceptance.CoolingDown(Duration.between(now, ready)));
        }
        var today = dayOf(now);
        if (rules.dailyQuota() > 0 && usage.acceptedOn(today) >= rules.dailyQuota()) {
            var untilTomorrow = Duration.between(now, startOf(today.plusDays(1)));
            return Optional.of(new Acceptance.QuotaSpent(rules.dailyQuota(), untilTomorrow));
        }
        return Optional.empty();
    }
}
