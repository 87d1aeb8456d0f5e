package dev.pulsegate.gateway.status;

/**
 * How a queued request waits.
 *
 * @param position its place in the queue, from 1; null if it is very far behind
 * @param waitReason why it waits
 * @param expectedWaitSeconds for how long still, about; null if nothing is known to go by
 */
public record Wait(Long position, WaitReason waitReason, Long expectedWaitSeconds) {}
