package dev.pulsegate.auth.session;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.auth.secret.MasterSecret;
import dev.pulsegate.auth.secret.SecretToken;
import dev.pulsegate.auth.secret.Secrets;

/**
 * Refresh tokens, {@code pgr_…}: a part that stays for the life of the session and a part that rotates.
 *
 * <p>The part that stays tells a replayed old token (which ends the session) from a made-up one (which must not), with
 * no need to keep the hash of every token there was. The next rotating part is a keyed hash of the one before, so the
 * same request sent twice, by two tabs or after a lost answer, is given the same next token.
 */
@ApplicationScoped
class RefreshTokens {

    private static final String PREFIX = "pgr_";
    private static final int FAMILY_BYTES = 16;
    private static final int ROTATING_BYTES = 32;

    private final SecretKey rotation;

    RefreshTokens(MasterSecret master) {
        this.rotation = master.derive("HmacSHA256", "refresh token rotation");
    }

    /** Makes a session's first token. */
    SecretToken first(UUID session) {
        return SecretToken.random(PREFIX, session, FAMILY_BYTES + ROTATING_BYTES);
    }

    /** Returns the token that follows a session's present one. */
    SecretToken successor(SecretToken token) {
        var secret = token.secret();
        var next = Secrets.hmac(rotation, Arrays.copyOfRange(secret, FAMILY_BYTES, secret.length));
        System.arraycopy(next, 0, secret, FAMILY_BYTES, ROTATING_BYTES);
        return new SecretToken(PREFIX, token.id(), secret);
    }

    /** Reads a token; empty if the text is none. */
    static Optional<SecretToken> parse(String text) {
        return SecretToken.parse(PREFIX, FAMILY_BYTES + ROTATING_BYTES, text);
    }

    /** Returns the hash of the part that stays. */
    static byte[] familyHash(SecretToken token) {
        return Secrets.sha256(Arrays.copyOf(token.secret(), FAMILY_BYTES));
    }

    /** Returns the hash of the part that rotates. */
    static byte[] rotatingHash(SecretToken token) {
        var secret = token.secret();
        return Secrets.sha256(Arrays.copyOfRange(secret, FAMILY_BYTES, secret.length));
    }
}
