package dev.pulsegate.worker.protocol;

import java.util.Objects;

/**
 * One hand-over of one request. What a worker says about a request counts only while this attempt holds it.
 *
 * @param requestId the request's id
 * @param number counts the request's hand-overs, from 1
 * @param lease the gateway's proof that the attempt is this worker's; opaque, sent back as it came
 */
public record Attempt(String requestId, int number, String lease) {

    /** Checks the members. */
    public Attempt {
        Objects.requireNonNull(requestId);
        Objects.requireNonNull(lease);
        if (number < 1) {
            throw new IllegalArgumentException("attempts are counted from 1: " + number);
        }
    }

    /** Gives the lease away to nobody. */
    @Override
    public String toString() {
        return requestId + " (attempt " + number + ")";
    }
}
