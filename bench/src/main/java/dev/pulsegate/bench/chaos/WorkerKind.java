package dev.pulsegate.bench.chaos;

/** The protocols that workers speak. */
enum WorkerKind {
    /** The gateway's own, by the reference worker's library. */
    REFERENCE,
    /** The prototype's dialect of Socket.IO. */
    SOCKET_IO
}
