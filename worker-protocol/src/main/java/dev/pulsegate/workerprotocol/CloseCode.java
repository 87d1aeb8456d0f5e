package dev.pulsegate.workerprotocol;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a connection is closed: codes of RFC 6455 §7.4.1 where one fits, else of the private range, whose last three digits are
 * those of the HTTP status that says the same.
 */
public enum CloseCode {
    /** The worker is done; what a worker closes with. */
    NORMAL(1000),
    /** The gateway is stopping; connect again. */
    GOING_AWAY(1001),
    /** This replica of the gateway is stopping and others are not; connect again, after what the reason says. */
    SERVICE_RESTART(1012),
    /** A message was longer than allowed. */
    MESSAGE_TOO_BIG(1009),
    /** Something failed at the gateway, or cannot be found out now; connect again. */
    INTERNAL_ERROR(1011),
    /** More comes in from all than can be kept now; connect again a little later. */
    TRY_AGAIN_LATER(1013),
    /** Not registered in time, or too many messages in a row that make no sense. */
    BAD_REQUEST(4400),
    /** The token does not hold, has ended, or was revoked; get another. */
    UNAUTHENTICATED(4401),
    /** The worker may not serve what it asked for, or no longer. */
    FORBIDDEN(4403),
    /** There is no space of a name. */
    NOT_FOUND(4404),
    /** Pings were not answered, or the worker reads too slowly. */
    TIMEOUT(4408),
    /** Registered a second time. */
    CONFLICT(4409),
    /** All spaces of the worker were deleted or disabled. */
    GONE(4410),
    /** Too many messages, output that comes faster than it can be kept, or answers that are not read. */
    TOO_MANY(4429);

    private final int code;

    CloseCode(int code) {
        this.code = code;
    }

    /** The number in a close frame. */
    public int code() {
        return code;
    }

    /** The code of a number; empty if it is none of the protocol's, as when no close frame came. */
    public static Optional<CloseCode> of(int code) {
        return Stream.of(values()).filter(known -> known.code == code).findFirst();
    }

    /**
     * Whether the gateway means its own state and not the worker: connecting again the same way may help, even where a
     * registration was refused before it.
     */
    public boolean passes() {
        return switch (this) {
            case GOING_AWAY, SERVICE_RESTART, INTERNAL_ERROR, TRY_AGAIN_LATER -> true;
            case NORMAL,
                    MESSAGE_TOO_BIG,
                    BAD_REQUEST,
                    UNAUTHENTICATED,
                    FORBIDDEN,
                    NOT_FOUND,
                    TIMEOUT,
                    CONFLICT,
                    GONE,
                    TOO_MANY -> false;
        };
    }
}
