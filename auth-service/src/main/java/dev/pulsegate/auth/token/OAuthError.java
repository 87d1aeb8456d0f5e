package dev.pulsegate.auth.token;

import java.util.Locale;

/** The errors of the token endpoint (RFC 6749 §5.2, and RFC 6749 §4.1.2.1 for the last). */
enum OAuthError {
    INVALID_REQUEST(400),
    INVALID_CLIENT(401),
    INVALID_GRANT(400),
    UNSUPPORTED_GRANT_TYPE(400),
    TEMPORARILY_UNAVAILABLE(429);

    private final int status;

    OAuthError(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
