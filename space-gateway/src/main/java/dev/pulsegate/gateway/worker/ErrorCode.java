package dev.pulsegate.gateway.worker;

import java.util.Locale;

/** Why a worker's message is not followed, for programs. */
enum ErrorCode {
    /** It is no message of the protocol. */
    MALFORMED,
    /** It is too long. */
    TOO_LARGE,
    /** It needs a registration first. */
    NOT_REGISTERED,
    /** The worker may not serve one of its spaces any more. */
    FORBIDDEN,
    /** The attempt does not hold the request any more, or never did. */
    STALE_ATTEMPT,
    /** There is no such request. */
    UNKNOWN_REQUEST,
    /** A chunk before it is missing. */
    OUT_OF_ORDER,
    /** It could not be kept; not the worker's fault. */
    INTERNAL_ERROR;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
