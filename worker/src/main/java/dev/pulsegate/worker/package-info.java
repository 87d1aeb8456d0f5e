/**
 * The client library of an inference worker: {@link dev.pulsegate.worker.WorkerClient} keeps a connection to a gateway,
 * hands requests to a handler, and brings results back whatever happens to the connection. Depends on handler and
 * connection; what is said is {@link dev.pulsegate.workerprotocol}'s.
 */
package dev.pulsegate.worker;
