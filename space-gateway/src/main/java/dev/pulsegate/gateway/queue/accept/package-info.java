/**
 * Taking requests in, through {@code RequestAcceptor}: idempotency, cooldowns, quotas and the limits of queues, and what is
 * written for each request. What is not accepted says why, as an {@code Acceptance}.
 */
package dev.pulsegate.gateway.queue.accept;
