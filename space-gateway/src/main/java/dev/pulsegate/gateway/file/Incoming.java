package dev.pulsegate.gateway.file;

import java.util.Optional;
import java.util.UUID;

/**
 * A file about to be received.
 *
 * @param id the id it will have
 * @param accountId whose it is
 * @param spaceId the space it is for, if known
 * @param requestId the request it belongs to, if it exists already
 * @param kind what it is for
 * @param name its name for people
 * @param contentType its content type, as its sender says
 * @param limitBytes the most it may have
 */
public record Incoming(
        UUID id,
        UUID accountId,
        Optional<UUID> spaceId,
        Optional<UUID> requestId,
        FileKind kind,
        FileName name,
        MediaType contentType,
        long limitBytes) {}
