package dev.pulsegate.platform.token;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who calls, as a verified access token says.
 *
 * @param accountId the account; for a worker or device the one that made its access key
 * @param name the account's name
 * @param roles the account's roles; none for a worker or device
 * @param holder what kind of caller holds the token
 * @param session the session the token belongs to, or null
 * @param accessKey the access key the token was got with, or null
 * @param spaces the names of spaces the token is good for; {@code *} is all
 * @param streams the ids of streams the token is good for; {@code *} is all
 * @param ownerIsAdmin whether an access key's token is of a key whose owner looks after the installation
 * @param issuedAt when the token was issued, to the second
 * @param expiresAt when the token ends, to the second
 */
public record Caller(
        UUID accountId,
        String name,
        Set<String> roles,
        Holder holder,
        UUID session,
        UUID accessKey,
        Set<String> spaces,
        Set<String> streams,
        boolean ownerIsAdmin,
        Instant issuedAt,
        Instant expiresAt) {

    /** The role of those who look after the installation. */
    public static final String ADMIN = "ADMIN";

    /** The role of everyone with an account. */
    public static final String USER = "USER";

    /** The scope that stands for every space or stream. */
    public static final String ALL = "*";

    public Caller {
        Objects.requireNonNull(accountId, "accountId");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(issuedAt, "issuedAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
        roles = Set.copyOf(roles);
        spaces = Set.copyOf(spaces);
        streams = Set.copyOf(streams);
    }

    /** The session the token belongs to; none when it was got with an access key. */
    public Optional<UUID> sessionId() {
        return Optional.ofNullable(session);
    }

    /** The access key the token was got with. */
    public Optional<UUID> accessKeyId() {
        return Optional.ofNullable(accessKey);
    }

    /** Whether the caller looks after the installation. */
    public boolean isAdmin() {
        return holder == Holder.USER && roles.contains(ADMIN);
    }

    /** Whether the caller's access key is for the stream; a person needs none. See also {@link #mayUseStreamOf}. */
    public boolean mayUseStream(String streamId) {
        return holder == Holder.USER || streams.contains(ALL) || streams.contains(streamId);
    }

    /** Whether a key of the caller's owner can be for a stream that this account made: for their own only. */
    public boolean mayUseStreamOf(UUID madeBy) {
        return mayUseBuiltInStreams() || accountId.equals(madeBy);
    }

    /** The same of a stream that nobody made. */
    public boolean mayUseBuiltInStreams() {
        return holder == Holder.USER || ownerIsAdmin;
    }

    /** Whether the caller's access key is for the space; whether its owner may serve it, the space says. */
    public boolean mayServeSpace(String spaceName) {
        return spaces.contains(ALL) || spaces.contains(spaceName);
    }
}
