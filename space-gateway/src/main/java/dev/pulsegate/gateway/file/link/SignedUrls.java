package dev.pulsegate.gateway.file.link;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
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

    /** The last second of the year 9999, so that no expiry is out of an instant's range. */
    public static final long LAST_SECOND = 253_402_300_799L;

    private static final String ALGORITHM = "HmacSHA256";

    private final Clock clock;
    private final List<SecretKeySpec> keys;

    /** What a signature is worth. */
    public enum Verdict {
        /** It was made here, for exactly this, and its time is not over. */
        VALID,
        /** It was made here, for exactly this, but its time is over. */
        EXPIRED,
        /** It was not made here, or for something else. */
        FORGED
    }

    /**
     * @param secrets at least {@value #MIN_SECRET_LENGTH} characters each: the one that signs, then those used before, whose
     *     signatures are still taken
     * @param clock tells what has expired
     * @throws IllegalArgumentException if a secret is too short
     */
    public SignedUrls(List<String> secrets, Clock clock) {
        this.keys = secrets.stream().map(SignedUrls::key).toList();
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
