package dev.pulsegate.embedded.folder;

/** Why PulseGate cannot start, in words meant for whoever typed the command: shown as it is, without a stack trace. */
public final class StartupFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String programOutput;

    /**
     * A failure with nothing more to tell.
     *
     * @param message what is wrong and, where that helps, what to do
     */
    public StartupFailure(String message) {
        this(message, "");
    }

    /**
     * A failure met on the way.
     *
     * @param message what is wrong and, where that helps, what to do
     */
    public StartupFailure(String message, Throwable cause) {
        super(message, cause);
        this.programOutput = "";
    }

    /**
     * A failure of a program that said why.
     *
     * @param programOutput what the program said, in lines
     */
    public StartupFailure(String message, String programOutput) {
        super(message);
        this.programOutput = programOutput;
    }

    /** What a program said of it, in lines; empty if there is nothing. */
    public String programOutput() {
        return programOutput;
    }
}
