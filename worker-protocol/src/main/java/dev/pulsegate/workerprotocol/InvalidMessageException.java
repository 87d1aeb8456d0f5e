package dev.pulsegate.workerprotocol;

import java.io.Serial;
import java.util.Optional;

/** A message that cannot be followed. What it says is a sentence that its sender may be told. */
public final class InvalidMessageException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String requestId;

    private InvalidMessageException(ErrorCode code, String message, String requestId) {
        super(message);
        this.code = code;
        this.requestId = requestId;
    }

    /**
     * A message that cannot be followed.
     *
     * @param code why, for programs
     * @param message the same for people
     */
    public InvalidMessageException(ErrorCode code, String message) {
        this(code, message, null);
    }

    /**
     * What is no message of the protocol.
     *
     * @param message what one would be
     */
    public static InvalidMessageException malformed(String message) {
        return new InvalidMessageException(ErrorCode.MALFORMED, message);
    }

    /**
     * The same, with the request it was about, unless it names one already.
     *
     * @param request the request's id
     */
    public InvalidMessageException about(String request) {
        return requestId == null ? new InvalidMessageException(code, getMessage(), request) : this;
    }

    /** Why, for programs. */
    public ErrorCode code() {
        return code;
    }

    /** The request the message was about, if it is known. */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }
}
