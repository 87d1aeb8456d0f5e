package dev.pulsegate.auth.accesskey;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * An access key as it is shown.
 *
 * @param id its id, and the {@code client_id} at the token endpoint
 * @param accountId the account that made it
 * @param name what its owner calls it
 * @param kind what signs in with it
 * @param spaces for a worker, the names of the spaces it may serve
 * @param streams for a device, the ids of the streams it may use
 * @param createdAt when it was made
 * @param expiresAt when it expires, or null
 * @param lastUsedAt when a token was last got with it, to the minute, or null
 * @param key the key itself, in the answer to its making only
 */
record AccessKeyView(
        UUID id,
        UUID accountId,
        String name,
        KeyKind kind,
        List<String> spaces,
        List<String> streams,
        Instant createdAt,
        Instant expiresAt,
        Instant lastUsedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) String key) {

    static AccessKeyView of(AccessKey key) {
        return of(key, null);
    }

    static AccessKeyView of(AccessKeys.Created created) {
        return of(created.key(), created.secret().text());
    }

    private static AccessKeyView of(AccessKey key, String secret) {
        return new AccessKeyView(
                key.id(),
                key.accountId(),
                key.name(),
                key.kind(),
                key.spaces(),
                key.streams(),
                key.createdAt(),
                key.expiresAt().orElse(null),
                key.lastUsedAt().orElse(null),
                secret);
    }

    /** Gives nothing of the key away. */
    @Override
    public String toString() {
        return "AccessKeyView[" + id + "]";
    }
}
