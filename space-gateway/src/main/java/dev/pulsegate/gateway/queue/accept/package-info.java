/**
 * Accepting requests, in batches: idempotency, the limits of accounts and queues, and what is written for each.
 */
package dev.pulsegate.gateway.queue.accept;
