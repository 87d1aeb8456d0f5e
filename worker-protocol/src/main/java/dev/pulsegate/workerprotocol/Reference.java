package dev.pulsegate.workerprotocol;

import java.util.Objects;

/**
 * The attempt a message is about: all of it, or as much as the connection that holds the request needs to say. Any other
 * connection has to name the whole {@link Attempt}.
 */
public sealed interface Reference permits Attempt, Reference.Partial {

    /** The request's id. */
    String requestId();

    /** Whether it names the attempt's lease, without which only the connection that holds the request is heard. */
    boolean hasLease();

    /**
     * The request, by whoever holds it.
     *
     * @param requestId the request's id
     */
    static Reference heldRequest(String requestId) {
        return new Partial(requestId, null, null);
    }

    /**
     * Less than the whole attempt.
     *
     * @param requestId the request's id
     * @param number the attempt's number, from 1, or null if it is not said
     * @param lease the attempt's lease, or null if it is not said
     */
    record Partial(String requestId, Integer number, String lease) implements Reference {

        /** Checks that there is a request. */
        public Partial {
            Objects.requireNonNull(requestId);
        }

        @Override
        public boolean hasLease() {
            return lease != null;
        }

        /** Gives the lease away to nobody. */
        @Override
        public String toString() {
            return requestId + (number == null ? "" : " (attempt " + number + ")");
        }
    }
}
