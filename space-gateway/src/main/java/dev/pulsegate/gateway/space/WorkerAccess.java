package dev.pulsegate.gateway.space;

/** Who may serve a space. */
public enum WorkerAccess {
    /** Workers whose access key is good for the space. */
    KEY,
    /** Any worker that can reach the gateway. */
    OPEN
}
