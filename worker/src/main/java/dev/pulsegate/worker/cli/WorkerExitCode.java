package dev.pulsegate.worker.cli;

/** What a worker ends with beside what every command does. */
final class WorkerExitCode {

    /** The gateway will not have it. */
    static final int REFUSED = 3;

    /** Added to a signal's number: ended at once by it. */
    static final int SIGNAL = 128;

    private WorkerExitCode() {}
}
