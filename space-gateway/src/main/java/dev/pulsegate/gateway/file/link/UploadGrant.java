package dev.pulsegate.gateway.file.link;

import java.time.Instant;
import java.util.UUID;

/**
 * The leave to upload one result file, once.
 *
 * @param fileId the id the file will have
 * @param requestId the request it belongs to
 * @param attempt the number of the hand-over it was given with
 * @param expiresAt until when, to the second
 */
public record UploadGrant(UUID fileId, UUID requestId, int attempt, Instant expiresAt) {}
