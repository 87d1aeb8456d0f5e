package dev.pulsegate.gateway.status;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

import dev.pulsegate.gateway.dispatch.SpaceWorkers;

/** Why a queued request waits. */
public enum WaitReason {
    /** No worker is connected. */
    NO_WORKER,
    /** Workers are connected, but none takes what the request brings. */
    NO_WORKER_FOR_INPUTS,
    /** All workers have as much as they take. */
    ALL_BUSY,
    /** An attempt failed, and the pause before the next is not over. */
    RETRYING,
    /** A worker is free: it is about to be handed over. */
    ABOUT_TO_START;

    /** The name in the API. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static WaitReason of(SpaceWorkers workers, int inputKinds) {
        if (workers.connected() == 0) {
            return NO_WORKER;
        }
        if (!workers.anyTakes(inputKinds)) {
            return NO_WORKER_FOR_INPUTS;
        }
        return workers.running() >= workers.capacity() ? ALL_BUSY : ABOUT_TO_START;
    }
}
