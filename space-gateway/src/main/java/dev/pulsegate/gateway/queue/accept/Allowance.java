package dev.pulsegate.gateway.queue.accept;

import java.time.Duration;
import java.time.Instant;

/**
 * What an account may still have of a space.
 *
 * @param cooldown how long it has to wait until its next request; zero if not at all
 * @param quotaRemaining how many more it may have today (UTC), 0 or more; null for any number
 * @param quotaResetsAt when it may have the full number again; null for any number
 */
public record Allowance(Duration cooldown, Integer quotaRemaining, Instant quotaResetsAt) {}
