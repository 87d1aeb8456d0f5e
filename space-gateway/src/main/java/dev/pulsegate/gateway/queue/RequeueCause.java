package dev.pulsegate.gateway.queue;

import java.util.Locale;

/** Why a request that a worker had waits again: of the reasons that people read, the few kinds worth counting. */
public enum RequeueCause {
    /** Its worker says that it failed, and that another attempt may go better. */
    WORKER_FAILED,
    /** Its worker is gone. */
    WORKER_LOST,
    /** It did not reach its worker. */
    NOT_DELIVERED,
    /** Its worker may not serve the space any more. */
    NOT_ALLOWED,
    /** The gateway process of its worker has stopped. */
    GATEWAY_STOPPED,
    /** The gateway process of its worker is gone, or has forgotten it. */
    GATEWAY_LOST,
    /** An administrator put it back. */
    ADMINISTRATOR;

    /** The name in metrics. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
