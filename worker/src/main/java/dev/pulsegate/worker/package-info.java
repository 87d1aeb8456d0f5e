/**
 * The client library of an inference worker: {@link dev.pulsegate.worker.WorkerClient} keeps a connection to a gateway,
 * hands requests to a handler, and brings results back whatever happens to the connection. Depends on handler, protocol
 * and connection.
 */
package dev.pulsegate.worker;
