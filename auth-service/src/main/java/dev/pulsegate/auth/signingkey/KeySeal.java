package dev.pulsegate.auth.signingkey;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import jakarta.enterprise.context.ApplicationScoped;

import dev.pulsegate.auth.secret.MasterSecret;
import dev.pulsegate.auth.secret.Secrets;

/**
 * Encrypts private keys at rest with AES-256-GCM under a key derived from the configured secret. A sealed key is a
 * version byte (1), a 12-byte nonce and the ciphertext with its tag, bound to its {@code kid}.
 */
@ApplicationScoped
class KeySeal {

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;

    KeySeal(MasterSecret master) {
        this.key = master.derive("AES", "signing key encryption");
    }

    byte[] seal(String kid, byte[] privateKey) {
        var nonce = Secrets.random(NONCE_BYTES);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, kid, nonce).doFinal(privateKey);
            return ByteBuffer.allocate(1 + nonce.length + sealed.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES/GCM", e);
        }
    }

    /**
     * Decrypts a sealed key.
     *
     * @throws IllegalStateException if the key was sealed with another secret or was tampered with
     */
    byte[] open(String kid, byte[] sealed) {
        if (sealed.length <= 1 + NONCE_BYTES || sealed[0] != VERSION) {
            throw new IllegalStateException(
                    "Signing key %s is stored in a form this version cannot read".formatted(kid));
        }
        var body = ByteBuffer.wrap(sealed, 1, sealed.length - 1);
        var nonce = new byte[NONCE_BYTES];
        body.get(nonce);
        var ciphertext = new byte[body.remaining()];
        body.get(ciphertext);
        try {
            return cipher(Cipher.DECRYPT_MODE, kid, nonce).doFinal(ciphertext);
        } catch (AEADBadTagException e) {
            throw new IllegalStateException(
                    ("pulsegate.auth.signing-key.secret does not open signing key %s in the database. Configure the"
                                    + " secret it was stored with, or delete the rows of table signing_key: new keys"
                                    + " are then made and tokens given out so far become void.")
                            .formatted(kid),
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES/GCM", e);
        }
    }

    private Cipher cipher(int mode, String kid, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(kid.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
