/**
 * What worker and gateway say to each other on {@code /ws/worker}: message records and the codec that reads and writes
 * them as JSON text frames. Plain Java and Jackson; depends on no other package of the worker.
 */
package dev.pulsegate.worker.protocol;
