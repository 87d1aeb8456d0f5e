/**
 * This process among others: that it is alive, what it and the others tell each other of changes and of their workers,
 * and what becomes of the work of one that is gone.
 */
package dev.pulsegate.gateway.replica;
