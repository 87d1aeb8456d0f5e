package dev.pulsegate.gateway.space;

import java.time.Duration;

/**
 * The rules a space's requests are kept by.
 *
 * @param queueWithoutWorkers whether requests are accepted while no worker is connected
 * @param attemptLimit how often a request is handed over before it fails
 * @param deadline how long a worker has, from each hand-over
 * @param maxWait how long a request waits before it expires
 * @param queueLimit how many requests may wait
 * @param accountQueueLimit how many of these may be of one account; zero for a tenth of them
 * @param cooldown how long an account waits between two requests; zero for not at all
 * @param dailyQuota how many requests an account has a day (UTC); zero for any number
 * @param userPriority the highest priority of people's requests
 * @param adminPriority the highest priority of administrators' requests
 * @param priorityAgeing how much older a request must be to come before one whose priority is higher by one
 */
public record QueueRules(
        boolean queueWithoutWorkers,
        int attemptLimit,
        Duration deadline,
        Duration maxWait,
        int queueLimit,
        int accountQueueLimit,
        Duration cooldown,
        int dailyQuota,
        int userPriority,
        int adminPriority,
        Duration priorityAgeing) {

    /** The lowest priority a request may have. */
    public static final int LOWEST_PRIORITY = -9;

    /** In a short queue a tenth would be too little to work with. */
    private static final int SMALLEST_SHARE = 10;

    /** How many requests of one account may wait, so that others' are taken too. */
    public int accountShare() {
        return accountQueueLimit > 0 ? accountQueueLimit : Math.max(SMALLEST_SHARE, queueLimit / 10);
    }

    /** Whether what an account has had before matters. */
    public boolean limitUsage() {
        return dailyQuota > 0 || !cooldown.isZero();
    }

    /** How far before others of its age a request of this priority stands, in microseconds. */
    public long headStartMicros(int priority) {
        return priority * (priorityAgeing.toNanos() / 1000);
    }
}
