package dev.pulsegate.gateway.file;

import java.time.Instant;
import java.util.UUID;

import dev.pulsegate.gateway.file.store.StoreKey;

/**
 * A file whose bytes are in the store.
 *
 * @param accountId whose it is: of a result, the account of the request
 * @param spaceId the space it was sent to, or null while unknown
 * @param requestId the request that has it, or null
 * @param kind what it is for
 * @param name its name for people
 * @param contentType its content type, as its sender says
 * @param sizeBytes its length
 * @param sha256 its SHA-256, as 64 hexadecimal digits
 * @param key the name of its object
 * @param createdAt when receiving it began
 * @param expiresAt when it goes, unless a request has it
 */
public record StoredFile(
        UUID id,
        UUID accountId,
        UUID spaceId,
        UUID requestId,
        FileKind kind,
        FileName name,
        MediaType contentType,
        long sizeBytes,
        String sha256,
        StoreKey key,
        Instant createdAt,
        Instant expiresAt) {}
