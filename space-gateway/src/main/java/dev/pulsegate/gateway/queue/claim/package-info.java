/**
 * Taking requests out of the queue for workers of this process, and taking over attempts whose worker comes back to it.
 */
package dev.pulsegate.gateway.queue.claim;
