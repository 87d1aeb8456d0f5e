package dev.pulsegate.gateway.file.link;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and checks what a URL allows its holder, with HMAC-SHA256 (RFC 2104) over the method, the file's id, the expiry
 * in Unix seconds and, for an upload, the request and attempt. Signatures are 43 characters of unpadded base64url.
 */
public final class SignedUrls {

    /** The least characters a secret may have. */
    public static final int MIN_SECRET_LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final Clock clock;
    /** The first signs; all are taken. */
    private final List<SecretKeySpec> keys;

    /**
     * Signs with a secret.
     *
     * @param secret at least {@value #MIN_SECRET_LENGTH} characters
     * @param previous the secret used before, whose signatures are still taken
     * @param clock tells what has expired
     * @throws IllegalArgumentException if a secret is too short
     */
    public SignedUrls(String secret, Optional<String> previous, Clock clock) {
        var all = new ArrayList<SecretKeySpec>();
        all.add(key(secret));
        previous.map(SignedUrls::key).ifPresent(all::add);
        this.keys = List.copyOf(all);
        this.clock = clock;
    }

    private static SecretKeySpec key(String secret) {
        if (secret.length() < MIN_SECRET_LENGTH) {
            throw new IllegalArgumentException(
                    "A secret that signs URLs has at least " + MIN_SECRET_LENGTH + " characters.");
        }
        return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** Signs the leave to read a file. */
    public String signDownload(UUID fileId, Instant expiresAt) {
        return encode(hmac(keys.getFirst(), download(fileId, expiresAt)));
    }

    /** Signs the leave to upload a result file. */
    public String signUpload(UploadGrant grant) {
        return encode(hmac(keys.getFirst(), upload(grant)));
    }

    /** Checks the leave to read a file. */
    public Verdict checkDownload(UUID fileId, Instant expiresAt, String signature) {
        return check(download(fileId, expiresAt), expiresAt, signature);
    }

    /** Checks the leave to upload a result file. */
    public Verdict checkUpload(UploadGrant grant, String signature) {
        return check(upload(grant), grant.expiresAt(), signature);
    }

    private Verdict check(String message, Instant expiresAt, String signature) {
        var claimed = signature.getBytes(StandardCharsets.UTF_8);
        boolean genuine = false;
        for (var key : keys) {
            var expected = encode(hmac(key, message)).getBytes(StandardCharsets.US_ASCII);
            genuine |= MessageDigest.isEqual(expected, claimed);
        }
        if (!genuine) {
            return Verdict.FORGED;
        }
        return clock.instant().isBefore(expiresAt) ? Verdict.VALID : Verdict.EXPIRED;
    }

    private static String download(UUID fileId, Instant expiresAt) {
        return message("GET", fileId, expiresAt);
    }

    private static String upload(UploadGrant grant) {
        return message("PUT", grant.fileId(), grant.expiresAt()) + "\n" + grant.requestId() + "\n" + grant.attempt();
    }

    private static String message(String method, UUID fileId, Instant expiresAt) {
        return "pulsegate-file-url-1\n" + method + "\n" + fileId + "\n" + expiresAt.getEpochSecond();
    }

    private static byte[] hmac(SecretKeySpec key, String message) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA256.", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
