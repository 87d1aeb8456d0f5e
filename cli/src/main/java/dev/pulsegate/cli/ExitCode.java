package dev.pulsegate.cli;

/** What a command ends with; part of its contract. A command may have more than these. */
public final class ExitCode {

    /** It did what it was asked for. */
    public static final int DONE = 0;

    /** It did not. */
    public static final int FAILED = 1;

    /** The options make no sense. */
    public static final int USAGE = 2;

    private ExitCode() {}
}
