package dev.pulsegate.auth.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import dev.pulsegate.auth.AuthConfig;

/** The configured secret, from which a key of its own is derived for each purpose (HKDF-SHA-256, RFC 5869). */
@ApplicationScoped
public class MasterSecret {

    private static final int KEY_BYTES = 32;

    private final String secret;

    @Inject
    MasterSecret(AuthConfig config) {
        this(config.signingKey().secret());
    }

    /** Takes a secret of at least 32 characters. */
    public MasterSecret(String secret) {
        this.secret = secret;
    }

    /**
     * Derives a 256-bit key.
     *
     * @param algorithm the algorithm it is for, such as {@code AES}
     * @param purpose what it is for; two purposes never share a key
     */
    public SecretKey derive(String algorithm, String purpose) {
        try {
            var parameters = HKDFParameterSpec.ofExtract()
                    .addIKM(secret.getBytes(StandardCharsets.UTF_8))
                    .thenExpand(("pulsegate " + purpose).getBytes(StandardCharsets.UTF_8), KEY_BYTES);
            return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 25 has HKDF-SHA256", e);
        }
    }
}
