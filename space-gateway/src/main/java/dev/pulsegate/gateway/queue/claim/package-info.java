/**
 * Taking requests out of the queue for workers of this process, through {@code RequestClaims}; so too taking over attempts
 * whose worker comes back to it.
 */
package dev.pulsegate.gateway.queue.claim;
