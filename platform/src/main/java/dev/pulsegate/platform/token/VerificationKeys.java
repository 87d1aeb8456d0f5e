package dev.pulsegate.platform.token;

import java.security.PublicKey;
import java.time.Duration;
import java.util.Optional;

/** The public keys access tokens may be signed with. Looking one up never blocks. */
public interface VerificationKeys {

    /** The key with this {@code kid}, if it is published at present. */
    Optional<PublicKey> find(String keyId);

    /** Whether keys were read at least once: before that no token can be verified. */
    boolean areKnown();

    /** For how long they could not be read again; empty if they could, or need not be. */
    default Optional<Duration> unreadFor() {
        return Optional.empty();
    }
}
