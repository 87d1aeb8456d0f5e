package dev.pulsegate.gateway.queue.accept;

import java.util.List;
import java.util.UUID;

import dev.pulsegate.gateway.space.Space;

/**
 * A request to be accepted, found valid.
 *
 * @param accountId who asks
 * @param accountName who asks, by name
 * @param priority its priority, -9 to 9
 * @param inputKinds the bits of what it brings
 * @param payload what the worker gets: a JSON object
 * @param files the stored files it takes with it
 * @param idempotency lets it be sent again without being accepted again, or null
 * @param webhook where to tell its end, or null
 * @param traceparent the span that takes it in, or null if it is not traced
 */
public record NewRequest(
        UUID id,
        Space space,
        UUID accountId,
        String accountName,
        int priority,
        int inputKinds,
        String payload,
        List<UUID> files,
        Idempotency idempotency,
        Webhook webhook,
        String traceparent) {

    public NewRequest {
        files = List.copyOf(files);
    }

    /**
     * What makes two submissions the same.
     *
     * @param key the caller's own name for the request, unique for the account and space
     * @param bodyHash a hash of what was submitted
     * @param formerHash the hash that releases before this one kept of the same
     */
    public record Idempotency(String key, String bodyHash, String formerHash) {

        /** Whether what was accepted under this key was the same. */
        boolean isOf(String storedHash) {
            return bodyHash.equals(storedHash) || formerHash.equals(storedHash);
        }
    }

    /**
     * Where to tell a request's end.
     *
     * @param url the address to post to
     * @param secret what the message is signed with
     */
    public record Webhook(String url, String secret) {

        /** Gives nothing of the secret away, nor of the address, which may hold one. */
        @Override
        public String toString() {
            return "Webhook[…]";
        }
    }

    /** How much memory it takes, about, in bytes. */
    public int weight() {
        return 512 + 2 * payload.length();
    }

    UUID spaceId() {
        return space.id();
    }

    /** The caller's own name for it, or null. */
    String idempotencyKey() {
        return idempotency == null ? null : idempotency.key();
    }

    /** The hash of what was submitted under the caller's own name for it, or null. */
    String bodyHash() {
        return idempotency == null ? null : idempotency.bodyHash();
    }
}
