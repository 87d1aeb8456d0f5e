package dev.pulsegate.contracts;

import java.util.List;

/**
 * What auth-service has revoked and some token may still concern, for services that cannot hear it on the channel. It is
 * published below the issuer's address at {@link #PATH} as a JWS (RFC 7515) signed like an access token, whose payload has
 * these members beside the registered claims {@code iss}, {@code iat} and {@code exp}.
 *
 * @param sequence grows with each list that is made: one that is less is older
 * @param complete whether it holds all there is; if not, what was revoked last
 * @param revocations what was revoked
 */
public record RevocationList(long sequence, boolean complete, List<SessionRevoked> revocations) {

    /** Where it is published. */
    public static final String PATH = "/.well-known/revocations";

    /** The {@code typ} header: it can be taken for no access token, nor one for it. */
    public static final String TYPE = "pulsegate-revocations+jwt";

    /** How many revocations it holds at most. */
    public static final int MOST = 5_000;

    /** Refuses a list that is too long or has none. */
    public RevocationList {
        revocations = List.copyOf(revocations);
        if (revocations.size() > MOST) {
            throw new IllegalArgumentException("more than %d revocations".formatted(MOST));
        }
    }
}
