package dev.pulsegate.gateway.worker;

import java.util.UUID;

/** A worker's message cannot be followed; says why, for the worker. */
public final class InvalidMessageException extends Exception {

    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final UUID requestId;

    InvalidMessageException(ErrorCode code, String message, UUID requestId) {
        super(message);
        this.code = code;
        this.requestId = requestId;
    }

    /** It is no message of the protocol; the words say what one would be. */
    public static InvalidMessageException malformed(String message) {
        return new InvalidMessageException(ErrorCode.MALFORMED, message, null);
    }

    /** The same, with the request it was about. */
    public InvalidMessageException about(UUID request) {
        return requestId == null ? new InvalidMessageException(code, getMessage(), request) : this;
    }

    ErrorCode code() {
        return code;
    }

    /** The request the message was about, or null. */
    UUID requestId() {
        return requestId;
    }
}
