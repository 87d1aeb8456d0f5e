package dev.pulsegate.worker;

/** How a worker ended. */
public sealed interface WorkerEnd {

    /** It was drained: everything is finished and delivered. */
    record Drained() implements WorkerEnd {}

    /**
     * It was closed, or draining took too long.
     *
     * @param unfinished how many requests or results were given up; the gateway hands them out again
     */
    record Stopped(int unfinished) implements WorkerEnd {}

    /**
     * The gateway will not have it, and trying again cannot help.
     *
     * @param reason why
     */
    record Refused(String reason) implements WorkerEnd {}
}
