package dev.pulsegate.workerprotocol;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why the gateway does not follow a worker's message, for programs: the {@code code} of {@code error}. */
public enum ErrorCode {
    /** It is no message of the protocol. */
    MALFORMED,
    /** It is too long. */
    TOO_LARGE,
    /** It needs a registration first. */
    NOT_REGISTERED,
    /** The worker may not serve one of its spaces any more. */
    FORBIDDEN,
    /** The attempt does not hold the request any more, or never did: somebody else has it, or it has ended. */
    STALE_ATTEMPT,
    /** There is no such request. */
    UNKNOWN_REQUEST,
    /** A chunk before it is missing. */
    OUT_OF_ORDER,
    /** It could not be kept; not the worker's fault. */
    INTERNAL_ERROR;

    /** The name in a message: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The code a message names; empty if a later gateway has one that is not known here. */
    public static Optional<ErrorCode> ofWireName(String name) {
        return Stream.of(values()).filter(code -> code.wireName().equals(name)).findFirst();
    }

    /** Whether the attempt it is about is no longer the worker's: whatever else is said about it will be refused too. */
    public boolean endsAttempt() {
        return switch (this) {
            case STALE_ATTEMPT, UNKNOWN_REQUEST -> true;
            case MALFORMED, TOO_LARGE, NOT_REGISTERED, FORBIDDEN, OUT_OF_ORDER, INTERNAL_ERROR -> false;
        };
    }

    /** Whether a result of the attempt it is about will never be taken: sending the same once more cannot help. */
    public boolean endsResult() {
        return switch (this) {
            case STALE_ATTEMPT, UNKNOWN_REQUEST, TOO_LARGE, MALFORMED -> true;
            case NOT_REGISTERED, FORBIDDEN, OUT_OF_ORDER, INTERNAL_ERROR -> false;
        };
    }
}
