/**
 * Following what happens to a request: from the beginning or from any event on, as it happens, on whatever replica. Plain
 * Java. Depends on queue.
 */
package dev.pulsegate.gateway.event;
