package dev.pulsegate.gateway.dispatch;

import java.time.Duration;

/**
 * What comes of failures that another attempt may undo.
 *
 * @param betweenAttempts how long a request waits before its next attempt
 * @param mostFailures after how many failures in a row a worker is set aside
 * @param aside for how long; longer each time it fails again
 */
public record RetryRules(Pauses betweenAttempts, int mostFailures, Pauses aside) {

    /** For how long after a failure a worker is told from those that have failed nothing. */
    Duration remembered() {
        return betweenAttempts.longest().multipliedBy(2).plusMinutes(1);
    }
}
