package dev.pulsegate.gateway.dispatch;

import java.util.UUID;

import dev.pulsegate.gateway.queue.Attempt;

/** A worker's connection, as the dispatcher knows it. No method blocks. */
public interface WorkerPort {

    /** Identifies the connection. */
    UUID connectionId();

    /** Whether the worker can bring by another connection what it was handed over by this one. */
    boolean canReturn();

    /**
     * Sends a request to the worker.
     *
     * @return false if it certainly will not get it
     */
    boolean handOver(HandOver handOver);

    /**
     * Tells the worker that nobody wants an attempt's result any more.
     *
     * @param reason why, in words
     */
    void cancel(Attempt attempt, String reason);

    /** The worker fails everything, and gets nothing for a while. */
    void setAside(SetAside aside);

    /**
     * Tells the worker that it serves a space no more.
     *
     * @param last whether it serves none any more
     */
    void removed(UUID spaceId, boolean last);
}
