package dev.pulsegate.gateway.file.store;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The name of a stored object. Made by us, never by a client, and of characters that mean nothing to a file system or
 * to S3.
 *
 * @param value 8 to 64 lower-case letters, digits and hyphens, with a letter or digit at both ends
 */
public record StoreKey(String value) {

    private static final Pattern SAFE = Pattern.compile("[a-z0-9][a-z0-9-]{6,62}[a-z0-9]");

    /**
     * Lets nothing else be a name.
     *
     * @throws IllegalArgumentException if it is not of the safe form
     */
    public StoreKey {
        if (!isSafe(value)) {
            throw new IllegalArgumentException("This cannot name a stored object.");
        }
    }

    /** The key of a file with this id. */
    public static StoreKey of(UUID fileId) {
        return new StoreKey(fileId.toString());
    }

    /** Whether this can name a stored object. */
    public static boolean isSafe(String value) {
        return SAFE.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
