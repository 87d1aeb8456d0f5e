package dev.pulsegate.testkit.token;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An access key that the {@link TestIssuer} trades for tokens. It says itself what it is good for, so nobody has to keep
 * it.
 *
 * @param account who made it
 * @param id the key's id
 * @param spaces the spaces it is good for
 * @param lifetimeSeconds how long its tokens are good
 */
public record TestAccessKey(UUID account, UUID id, List<String> spaces, int lifetimeSeconds) {

    /** A key that cannot be traded now, as when the database is away. */
    public static final String UNAVAILABLE = "pgk_unavailable";

    private static final String PREFIX = "pgk_";
    private static final int PARTS = 4;

    /** A new key for these spaces, with tokens for ten minutes. */
    public static TestAccessKey of(String... spaces) {
        return new TestAccessKey(UUID.randomUUID(), UUID.randomUUID(), List.of(spaces), 600);
    }

    /** The same with tokens that are good for so long. */
    public TestAccessKey withTokensFor(int seconds) {
        return new TestAccessKey(account, id, spaces, seconds);
    }

    /** The key as its holder sends it. */
    public String text() {
        var scope =
                Base64.getUrlEncoder().encodeToString(String.join("\n", spaces).getBytes(StandardCharsets.UTF_8));
        return PREFIX + account + "." + id + "." + lifetimeSeconds + "." + scope;
    }

    /** Reads a key; empty if it is none. */
    static Optional<TestAccessKey> read(String text) {
        var parts = text.startsWith(PREFIX) ? text.substring(PREFIX.length()).split("\\.", -1) : new String[0];
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        var spaces = new String(Base64.getUrlDecoder().decode(parts[3]), StandardCharsets.UTF_8);
        return Optional.of(new TestAccessKey(
                UUID.fromString(parts[0]),
                UUID.fromString(parts[1]),
                List.of(spaces.split("\n", -1)),
                Integer.parseInt(parts[2])));
    }

    /** A token for the key. */
    String token(TestTokens tokens) {
        return tokens.worker(spaces.toArray(String[]::new))
                .claim("sub", account.toString())
                .claim(Claims.ACCESS_KEY_ID, id.toString())
                .expiresInSeconds(lifetimeSeconds)
                .sign();
    }
}
