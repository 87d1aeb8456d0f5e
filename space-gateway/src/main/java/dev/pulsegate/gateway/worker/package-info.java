/**
 * The workers' socket, {@code /ws/worker}: who may serve which space, and the messages of the protocol; and the list of
 * those connected, {@code /api/workers}. Depends on dispatch, queue and space.
 */
package dev.pulsegate.gateway.worker;
