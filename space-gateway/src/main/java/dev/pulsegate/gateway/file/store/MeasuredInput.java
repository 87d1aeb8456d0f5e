package dev.pulsegate.gateway.file.store;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Reads a stream into a buffer, counts it against a limit and digests it. For one thread. */
public final class MeasuredInput {

    private final InputStream content;
    private final long limitBytes;
    private final MessageDigest digest = sha256();
    private long sizeBytes;

    /**
     * @param limitBytes the most it may have
     */
    public MeasuredInput(InputStream content, long limitBytes) {
        this.content = content;
        this.limitBytes = limitBytes;
    }

    /**
     * Reads what has arrived into the buffer, waiting for at least one byte.
     *
     * @return how many bytes, or -1 at the end
     * @throws TooLargeException if the limit is passed
     */
    public int read(byte[] buffer, int length) throws IOException {
        int read = content.read(buffer, 0, Math.min(length, buffer.length));
        if (read > 0) {
            sizeBytes += read;
            if (sizeBytes > limitBytes) {
                throw new TooLargeException(limitBytes);
            }
            digest.update(buffer, 0, read);
        }
        return read;
    }

    /** How many bytes have been read. */
    long sizeBytes() {
        return sizeBytes;
    }

    /** What has been read. To be called once, at the end. */
    public FileStore.Written finish() {
        return new FileStore.Written(sizeBytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
