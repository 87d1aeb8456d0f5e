/**
 * Workers: who may serve which space, what comes of what they say, the socket {@code /ws/worker}, and the list of those
 * connected, {@code /api/workers}. The messages are {@link dev.pulsegate.workerprotocol}'s. A worker that speaks something
 * else is a {@link dev.pulsegate.gateway.worker.WorkerTransport} of its own. Depends on dispatch, file, queue, replica and
 * space.
 */
package dev.pulsegate.gateway.worker;
