/**
 * What workers and the gateway say of attempts, compared with what stands and written in batches.
 */
package dev.pulsegate.gateway.queue.report;
