package dev.pulsegate.auth.token;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * A client's credentials as the token endpoint is given them (RFC 6749 §2.3.1).
 *
 * @param id the access key's id, or empty
 * @param secret the access key
 */
record ClientSecret(String id, String secret) {

    /** Reads HTTP Basic credentials; empty if the header holds none. */
    static Optional<ClientSecret> ofBasic(String authorization) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return Optional.empty();
        }
        try {
            var pair = new String(
                    Base64.getDecoder()
                            .decode(authorization.substring("basic ".length()).strip()),
                    StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(
                            new ClientSecret(decoded(pair.substring(0, colon)), decoded(pair.substring(colon + 1))));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    /** Gives nothing of the secret away. */
    @Override
    public String toString() {
        return "ClientSecret[" + id + "]";
    }
}
