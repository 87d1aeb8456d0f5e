package dev.pulsegate.gateway.worker.socketio;

import java.time.Duration;
import java.time.Instant;

import dev.pulsegate.platform.token.Caller;

/**
 * The access key a worker connected with, to get another token before each one ends. The text form leaves it out.
 *
 * @param text the key
 * @param clientAddress where it came from
 */
record HeldKey(String text, String clientAddress) {

    private static final Duration MARGIN = Duration.ofMinutes(2);

    /** Whether it is time for another token: two minutes before this one ends, or after two thirds of a short life. */
    static boolean isDue(Caller caller, Instant now) {
        var third = Duration.between(caller.issuedAt(), caller.expiresAt()).dividedBy(3);
        var margin = third.compareTo(MARGIN) < 0 ? third : MARGIN;
        return !now.isBefore(caller.expiresAt().minus(margin));
    }

    @Override
    public String toString() {
        return "HeldKey[…]";
    }
}
