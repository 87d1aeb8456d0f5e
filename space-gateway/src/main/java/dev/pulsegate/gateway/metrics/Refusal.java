package dev.pulsegate.gateway.metrics;

import java.util.Locale;

/** Why a submission was not taken in. */
public enum Refusal {
    /** Something is wrong with it, its files included. */
    INVALID,
    /** The space is disabled. */
    DISABLED,
    /** No worker is connected, and the space does not queue for absent ones. */
    NO_WORKER,
    /** Its idempotency key was used for something else. */
    KEY_REUSED,
    /** Its account's last request was too short a time ago. */
    COOLDOWN,
    /** Its account has had its requests of today. */
    QUOTA,
    /** The space's queue is full. */
    QUEUE_FULL,
    /** Its account's part of the queue is full. */
    SHARE_FULL,
    /** The space is gone. */
    NO_SUCH_SPACE,
    /** It could not be kept in time: the database is away or too slow, or memory is short. */
    UNAVAILABLE,
    /** The disk is full. */
    DISK_FULL;

    /** The name in metrics. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
