package dev.pulsegate.gateway.queue.claim;

import java.time.Duration;
import java.util.UUID;

import dev.pulsegate.gateway.queue.Attempt;

/**
 * An attempt that has passed to another gateway process with its worker.
 *
 * @param timeLeft until its deadline; negative if that has passed
 */
public record Adopted(Attempt attempt, UUID spaceId, Duration timeLeft) {}
