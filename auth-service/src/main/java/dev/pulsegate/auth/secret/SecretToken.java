package dev.pulsegate.auth.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * A secret handed out as text: a prefix that names its kind, the id of the row it belongs to, the secret, and a CRC-32
 * over all that, by which a mistyped or cut one is told apart without asking the database.
 */
public final class SecretToken {

    private static final int ID_BYTES = 16;
    private static final int CHECKSUM_BYTES = 4;

    private final String prefix;
    private final UUID id;
    private final byte[] secret;

    /**
     * @param prefix names the kind, such as {@code pgk_}
     * @param id the row it belongs to
     * @param secret random bytes
     */
    public SecretToken(String prefix, UUID id, byte[] secret) {
        this.prefix = prefix;
        this.id = id;
        this.secret = secret.clone();
    }

    /** Makes a token with a new random secret. */
    public static SecretToken random(String prefix, UUID id, int secretBytes) {
        return new SecretToken(prefix, id, Secrets.random(secretBytes));
    }

    /** Reads what {@link #text()} wrote; empty if it is anything else. */
    public static Optional<SecretToken> parse(String prefix, int secretBytes, String text) {
        int checksumAt = text.length() - Base62.width(CHECKSUM_BYTES);
        int bodyBytes = ID_BYTES + secretBytes;
        if (!text.startsWith(prefix) || checksumAt != prefix.length() + Base62.width(bodyBytes)) {
            return Optional.empty();
        }
        if (!text.substring(checksumAt).equals(checksum(text.substring(0, checksumAt)))) {
            return Optional.empty();
        }
        return Base62.decode(text.substring(prefix.length(), checksumAt), bodyBytes)
                .map(body -> read(prefix, ByteBuffer.wrap(body)));
    }

    private static SecretToken read(String prefix, ByteBuffer body) {
        var id = new UUID(body.getLong(), body.getLong());
        var secret = new byte[body.remaining()];
        body.get(secret);
        return new SecretToken(prefix, id, secret);
    }

    /** Returns the row it belongs to. */
    public UUID id() {
        return id;
    }

    public byte[] secret() {
        return secret.clone();
    }

    /** Returns the token as it is handed out. Never to be logged or stored. */
    public String text() {
        var body = ByteBuffer.allocate(ID_BYTES + secret.length)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put(secret)
                .array();
        var text = prefix + Base62.encode(body);
        return text + checksum(text);
    }

    private static String checksum(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Base62.encode(
                ByteBuffer.allocate(CHECKSUM_BYTES).putInt((int) crc.getValue()).array());
    }

    /** Says which token it is, and not what it is. */
    @Override
    public String toString() {
        return prefix + "…(" + id + ")";
    }
}
