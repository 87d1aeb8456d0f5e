/**
 * Looking at the queue and at requests; changes nothing.
 */
package dev.pulsegate.gateway.queue.read;
