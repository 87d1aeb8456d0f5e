package dev.pulsegate.tools.cli;

/** What the command lines end with; part of their contract. */
public final class ExitCode {

    /** All went well. */
    public static final int DONE = 0;

    /** Something did not. */
    public static final int FAILED = 1;

    /** The options make no sense. */
    public static final int USAGE = 2;

    private ExitCode() {}
}
