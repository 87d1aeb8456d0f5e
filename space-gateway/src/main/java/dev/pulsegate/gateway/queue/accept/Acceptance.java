package dev.pulsegate.gateway.queue.accept;

import java.time.Duration;
import java.util.UUID;

/** What came of a submission. */
public sealed interface Acceptance {

    /**
     * It is committed.
     *
     * @param position its place in the queue, from 1, about
     */
    record Accepted(UUID requestId, long position) implements Acceptance {}

    /**
     * The same was submitted before, under the same idempotency key.
     *
     * @param requestId the request accepted then
     */
    record Repeated(UUID requestId) implements Acceptance {}

    /** Something else was submitted before under the same idempotency key. */
    record KeyReused() implements Acceptance {}

    /** The account's last request of this space was too short a time ago. */
    record CoolingDown(Duration retryAfter) implements Acceptance {}

    /** The account has had its requests of today. */
    record QuotaSpent(int dailyQuota, Duration retryAfter) implements Acceptance {}

    /** So many wait already. */
    record QueueFull(int queueLimit, Duration retryAfter) implements Acceptance {}

    /** So many of the account's own wait already; others' would be taken. */
    record ShareFull(int share, Duration retryAfter) implements Acceptance {}

    /** The files it names cannot be given to it; {@code why} says so to the caller. */
    record FilesUnusable(String why) implements Acceptance {}

    /** The space is gone. */
    record NoSuchSpace() implements Acceptance {}

    /** The database did not answer in time; whether the request was accepted is not known. */
    record Unavailable() implements Acceptance {}
}
