/**
 * What a worker and the gateway say to each other on {@code /ws/worker}: the messages both ways as sealed records, their
 * limits and codes, and what reads and writes them as JSON. {@code docs/worker.asyncapi.yaml} says the same to people.
 * <p>
 * A worker writes with {@link dev.pulsegate.workerprotocol.WorkerMessageWriter} what the gateway reads with {@link
 * dev.pulsegate.workerprotocol.WorkerMessageReader}; the gateway writes with {@link
 * dev.pulsegate.workerprotocol.GatewayMessageWriter} what a worker reads with {@link
 * dev.pulsegate.workerprotocol.GatewayMessageReader}. Nothing here connects to anything or decides what is done about a
 * message. Java and Jackson, so that a worker can be built into anything.
 */
package dev.pulsegate.workerprotocol;
