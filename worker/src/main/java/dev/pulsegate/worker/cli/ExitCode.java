package dev.pulsegate.worker.cli;

/** What the command line ends with; part of its contract. */
final class ExitCode {

    /** It ended as asked, with everything finished. */
    static final int DONE = 0;

    /** Some work was given up, or something broke. */
    static final int FAILED = 1;

    /** The options make no sense. */
    static final int USAGE = 2;

    /** The gateway will not have it. */
    static final int REFUSED = 3;

    /** Added to a signal's number: ended at once by it. */
    static final int SIGNAL = 128;

    private ExitCode() {}
}
