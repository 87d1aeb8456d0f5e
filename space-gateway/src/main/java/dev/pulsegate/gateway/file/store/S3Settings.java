package dev.pulsegate.gateway.file.store;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;

/**
 * How to reach an S3-compatible service.
 *
 * @param endpoint its address, or null for Amazon's for the region
 * @param region the region to sign for
 * @param bucket the bucket, which must be there
 * @param prefix what all object names begin with, such as {@code files/}; may be empty
 * @param accessKeyId the key's id, or null, like the secret, for what the environment offers (AWS's usual order)
 * @param secretAccessKey the key's secret, or null
 * @param pathStyle whether the bucket stands in the path rather than in the host name
 * @param partBytes how large the parts of a multipart upload are, at least 5 MiB; one upload takes that much disk
 * @param spool the folder for parts on their way
 * @param redirect whether readers are sent to the service instead of reading through us
 */
public record S3Settings(
        URI endpoint,
        String region,
        String bucket,
        String prefix,
        String accessKeyId,
        String secretAccessKey,
        boolean pathStyle,
        int partBytes,
        Path spool,
        boolean redirect) {

    /** The least S3 takes as any but the last part of a multipart upload. */
    public static final int MIN_PART_BYTES = 5 * 1024 * 1024;

    /**
     * Checks what can be checked without the service.
     *
     * @throws IllegalArgumentException if something is amiss
     */
    public S3Settings {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(bucket, "bucket");
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(spool, "spool");
        if (partBytes < MIN_PART_BYTES) {
            throw new IllegalArgumentException("A part has at least " + MIN_PART_BYTES + " bytes.");
        }
        if ((accessKeyId == null) != (secretAccessKey == null)) {
            throw new IllegalArgumentException("An access key id and its secret go together.");
        }
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "S3Settings[" + (endpoint == null ? region : endpoint) + ", " + bucket + "/" + prefix + "]";
    }
}
