/**
 * Looking at requests, their events and the queue, through {@code RequestReader}, and at very many of them at once, through
 * {@code RequestStatistics}. Changes nothing.
 */
package dev.pulsegate.gateway.queue.read;
