package dev.pulsegate.gateway.status;

import java.time.Duration;
import java.time.Instant;

/**
 * How a queued request waits.
 *
 * @param position its place in the queue, from 1; null if it is very far behind
 * @param waitReason why it waits
 * @param expectedWaitSeconds for how long still, about; null if nothing is known to go by
 */
public record Wait(Long position, WaitReason waitReason, Long expectedWaitSeconds) {

    /**
     * The same where the pause before another attempt is waited for at least. Without a worker it is not what is waited
     * for.
     *
     * @param until when the pause is over; null if there is none
     */
    Wait notBefore(Instant until, Instant now) {
        if (until == null || !until.isAfter(now)) {
            return this;
        }
        return switch (waitReason) {
            case NO_WORKER, NO_WORKER_FOR_INPUTS -> this;
            case ALL_BUSY, RETRYING, ABOUT_TO_START -> {
                long pauseSeconds =
                        Duration.between(now, until).plusNanos(999_999_999).toSeconds();
                long seconds = expectedWaitSeconds == null ? pauseSeconds : Math.max(pauseSeconds, expectedWaitSeconds);
                yield new Wait(position, WaitReason.RETRYING, seconds);
            }
        };
    }
}
