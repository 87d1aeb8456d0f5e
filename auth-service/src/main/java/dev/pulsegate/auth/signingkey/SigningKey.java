package dev.pulsegate.auth.signingkey;

import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A signing key, ready for use.
 *
 * @param kid its id
 * @param state where it is in its life
 * @param publicKey verifies
 * @param privateKey signs
 * @param publishedAt since when it has been published
 * @param activatedAt since when it has signed, if it has
 * @param retiredAt since when it has not signed any more, if so
 */
public record SigningKey(
        String kid,
        KeyState state,
        ECPublicKey publicKey,
        PrivateKey privateKey,
        Instant publishedAt,
        Optional<Instant> activatedAt,
        Optional<Instant> retiredAt) {

    /** Names the key and gives nothing of it away. */
    @Override
    public String toString() {
        return "SigningKey[" + kid + ", " + state + "]";
    }
}
