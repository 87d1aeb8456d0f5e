/**
 * This process among others: that it is alive, what it and the others tell each other of changes and of their workers, and
 * what becomes of the work of one that is gone: adopted where its workers come back with it, else put back into the queue.
 * Depends on dispatch, event, queue and trace.
 */
package dev.pulsegate.gateway.replica;
