/**
 * Workers: who may serve which space, what they and the gateway say to each other, the socket {@code /ws/worker}, and the
 * list of those connected, {@code /api/workers}. A worker that speaks something else is a {@link
 * dev.pulsegate.gateway.worker.WorkerLink} of its own. Depends on dispatch, file, queue,
 * replica and space.
 */
package dev.pulsegate.gateway.worker;
