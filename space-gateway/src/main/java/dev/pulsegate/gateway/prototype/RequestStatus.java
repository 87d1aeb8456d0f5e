package dev.pulsegate.gateway.prototype;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonRawValue;

import dev.pulsegate.gateway.queue.read.StoredRequest;

/**
 * Where a request stands, as the prototype told it.
 *
 * @param status {@code queued}, {@code processing}, {@code completed} or {@code failed}
 * @param result what the worker made of it, or {@code {error}}; null until then
 * @param createdAt when it was accepted
 * @param updatedAt when it was handed over last, or came to its end
 */
public record RequestStatus(
        UUID requestId, String status, @JsonRawValue String result, Instant createdAt, Instant updatedAt) {

    static RequestStatus of(StoredRequest request, String status, String result) {
        return new RequestStatus(request.id(), status, result, request.acceptedAt(), updatedAt(request));
    }

    private static Instant updatedAt(StoredRequest request) {
        if (request.finishedAt() != null) {
            return request.finishedAt();
        }
        return request.handedOverAt() == null ? request.acceptedAt() : request.handedOverAt();
    }

    /** Whether it stays as it is. */
    @JsonIgnore
    public boolean isOver() {
        return !status.equals("queued") && !status.equals("processing");
    }
}
