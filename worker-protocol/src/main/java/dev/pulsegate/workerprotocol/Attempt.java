package dev.pulsegate.workerprotocol;

import java.util.Objects;

/**
 * One hand-over of one request. What a worker says about a request counts only while this attempt holds it.
 *
 * @param requestId the request's id: a UUID that the gateway made, to a worker a text
 * @param number counts the request's hand-overs, from 1
 * @param lease the gateway's proof that the attempt is this worker's; opaque to a worker, sent back as it came
 */
public record Attempt(String requestId, int number, String lease) implements Reference {

    /**
     * Checks the members.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Attempt {
        Objects.requireNonNull(requestId);
        Objects.requireNonNull(lease);
        if (number < 1) {
            throw new IllegalArgumentException("attempts are counted from 1: " + number);
        }
    }

    @Override
    public boolean hasLease() {
        return true;
    }

    /** Gives the lease away to nobody. */
    @Override
    public String toString() {
        return requestId + " (attempt " + number + ")";
    }
}
