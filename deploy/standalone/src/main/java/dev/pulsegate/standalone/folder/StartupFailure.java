package dev.pulsegate.standalone.folder;

/** Why PulseGate cannot start, in words meant for whoever typed the command: shown as it is, without a stack trace. */
public final class StartupFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure with nothing more to tell.
     *
     * @param message what is wrong and, where that helps, what to do
     */
    public StartupFailure(String message) {
        super(message);
    }

    /**
     * A failure met on the way.
     *
     * @param message what is wrong and, where that helps, what to do
     * @param cause what was met
     */
    public StartupFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
