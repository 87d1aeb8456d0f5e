package dev.pulsegate.gateway.dispatch;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

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

    /**
     * How long to pause after failures in a row: four times as long after each, up to a bound, and never in step with
     * others, as a quarter more or less is left to chance.
     *
     * @param first after the first failure, about
     * @param longest the bound
     */
    public record Pauses(Duration first, Duration longest) {

        private static final int FACTOR = 4;
        private static final double LEAST = 0.75;
        private static final double MOST = 1.25;

        /** The pause after so many failures, at least one. */
        Duration after(int failures) {
            double nanos =
                    Math.min((double) longest.toNanos(), (double) first.toNanos() * Math.pow(FACTOR, failures - 1.0));
            return Duration.ofNanos(
                    Math.round(nanos * ThreadLocalRandom.current().nextDouble(LEAST, MOST)));
        }
    }
}
