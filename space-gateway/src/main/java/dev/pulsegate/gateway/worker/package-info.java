/**
 * Workers as they are received: a session from connection to end, whatever it speaks; who may serve which space; what they
 * report, on its way into the queue; and the list of those connected, {@code /api/workers}. The messages are {@link
 * dev.pulsegate.workerprotocol}'s; what carries them is a {@link dev.pulsegate.gateway.worker.WorkerTransport}: {@code
 * websocket} and {@code socketio} below. Who is who is in {@code docs/architecture.md}.
 * Depends on dispatch, file, queue, replica and space.
 */
package dev.pulsegate.gateway.worker;
