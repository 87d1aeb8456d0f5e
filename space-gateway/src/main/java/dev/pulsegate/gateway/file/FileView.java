package dev.pulsegate.gateway.file;

import java.time.Instant;
import java.util.UUID;

/**
 * A file, as JSON.
 *
 * @param kind audio, video, file or result
 * @param contentType its content type, as its sender said
 * @param size its length in bytes
 * @param sha256 its SHA-256, as 64 hexadecimal digits
 * @param expiresAt when it goes unless a request uses it; null once one does
 */
public record FileView(
        UUID id, String kind, String name, String contentType, long size, String sha256, Instant expiresAt) {

    public static FileView of(StoredFile file) {
        return new FileView(
                file.id(),
                file.kind().label(),
                file.name().value(),
                file.contentType().value(),
                file.sizeBytes(),
                file.sha256(),
                file.requestId() == null ? file.expiresAt() : null);
    }
}
