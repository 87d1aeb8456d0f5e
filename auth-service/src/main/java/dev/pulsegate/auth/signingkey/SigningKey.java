package dev.pulsegate.auth.signingkey;

import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;

/**
 * A signing key, ready for use.
 *
 * @param state where it is in its life
 * @param publicKey verifies
 * @param privateKey signs
 * @param publishedAt since when it has been published
 * @param activatedAt since when it has signed, or null if it has not yet
 * @param retiredAt since when it has not signed any more, or null
 */
public record SigningKey(
        String kid,
        KeyState state,
        ECPublicKey publicKey,
        PrivateKey privateKey,
        Instant publishedAt,
        Instant activatedAt,
        Instant retiredAt) {

    /** Names the key and gives nothing of it away. */
    @Override
    public String toString() {
        return "SigningKey[" + kid + ", " + state + "]";
    }
}
