/**
 * The benchmark of space-gateway: a whole PulseGate, workers that answer at once, and clients that submit over REST,
 * one after the other or at a given rate. Depends on {@code server}, {@code load} and {@code report}.
 */
package dev.pulsegate.bench.gateway;
