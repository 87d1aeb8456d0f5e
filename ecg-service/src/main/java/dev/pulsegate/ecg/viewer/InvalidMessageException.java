package dev.pulsegate.ecg.viewer;

/** A viewer's message cannot be followed; says why, for the viewer. */
final class InvalidMessageException extends Exception {

    private static final long serialVersionUID = 1;

    private final String code;

    InvalidMessageException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** A word for programs. */
    String code() {
        return code;
    }
}
