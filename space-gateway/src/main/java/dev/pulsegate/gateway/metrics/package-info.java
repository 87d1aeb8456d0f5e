/**
 * How the queue is doing, in figures for whoever operates PulseGate: of each space, as long as there are not too many of
 * them. What a figure is, and how to add it up over replicas, stands in docs/metrics.md. What a feature counts of itself
 * alone (workers' reports, webhooks, files) it counts itself. Depends on dispatch, queue, replica and space.
 */
package dev.pulsegate.gateway.metrics;
