package dev.pulsegate.contracts;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Channel {@code request-changed}: a gateway process tells the others what it has committed, so that they hand over and
 * show at once what they would find in the database a second later. Losing a message loses nothing else.
 *
 * @param messageId identifies the message; the same one may arrive more than once
 * @param replica the process that says so
 * @param changes what changed, in order
 */
public record RequestChanged(UUID messageId, UUID replica, List<Change> changes) {

    /** The channel's AMQP address. */
    public static final String CHANNEL = "request-changed";

    /** Refuses a message with a part missing. */
    public RequestChanged {
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(replica, "replica");
        changes = List.copyOf(changes);
    }

    /**
     * A request moved, or there is more to tell of it.
     *
     * @param requestId the request
     * @param spaceId its space
     * @param status where it stands now, such as {@code queued}
     * @param rank its place in the queue
     * @param attempt the number of its last hand-over
     * @param holder the process whose worker has or had it, or null
     */
    public record Change(UUID requestId, UUID spaceId, String status, long rank, int attempt, UUID holder) {

        /** Refuses a change with a part missing. */
        public Change {
            Objects.requireNonNull(requestId, "requestId");
            Objects.requireNonNull(spaceId, "spaceId");
            Objects.requireNonNull(status, "status");
        }
    }
}
