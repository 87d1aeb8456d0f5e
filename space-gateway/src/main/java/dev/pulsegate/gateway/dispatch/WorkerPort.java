package dev.pulsegate.gateway.dispatch;

import java.time.Duration;
import java.util.UUID;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.space.Space;

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
     * A worker that fails everything gets nothing for a while.
     *
     * @param failures how often it has failed in a row
     * @param pause for how long it gets nothing
     */
    record SetAside(int failures, Duration pause) {}

    /** Whether the worker may serve the space as it is now; asked by any thread. */
    boolean mayServe(Space space);

    /**
     * Tells the worker that it serves a space no more.
     *
     * @param why what has become of the space, or of the worker's right to serve it
     * @param last whether it serves none any more
     */
    void removed(UUID spaceId, Removal why, boolean last);

    /** Why a worker serves a space no more. */
    enum Removal {
        /** The space is deleted or disabled. What the worker has of it, it may finish. */
        SPACE_IS_GONE,
        /** The worker may not serve it any more. What it had of it is somebody else's. */
        NOT_ALLOWED
    }
}
