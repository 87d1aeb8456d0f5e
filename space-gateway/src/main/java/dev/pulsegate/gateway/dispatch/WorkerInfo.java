package dev.pulsegate.gateway.dispatch;

import java.time.Instant;
import java.util.UUID;

/**
 * What is known of a worker for people to tell it by.
 *
 * @param name its own name, or null
 * @param version its version, or null
 * @param protocol how it speaks to the gateway, such as {@code websocket}
 * @param connectedAt since when it is connected
 * @param holder whose token it connected with; null if it came without
 */
public record WorkerInfo(String name, String version, String protocol, Instant connectedAt, Holder holder) {

    /**
     * Whose token a worker connected with.
     *
     * @param accountId the account
     * @param accountName the account's name
     * @param accessKeyId the access key the token was got with; null for a person's
     */
    public record Holder(UUID accountId, String accountName, UUID accessKeyId) {}
}
