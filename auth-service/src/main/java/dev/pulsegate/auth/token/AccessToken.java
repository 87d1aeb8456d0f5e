package dev.pulsegate.auth.token;

import java.time.Duration;

/**
 * An access token as it is handed out.
 *
 * @param value the token; never to be logged or stored
 * @param lifetime how long it is good for from now
 */
public record AccessToken(String value, Duration lifetime) {

    /** Gives nothing of the token away. */
    @Override
    public String toString() {
        return "AccessToken[…, " + lifetime + "]";
    }
}
