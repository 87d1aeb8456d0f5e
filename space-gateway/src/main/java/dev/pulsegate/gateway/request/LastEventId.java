package dev.pulsegate.gateway.request;

import java.util.regex.Pattern;

import dev.pulsegate.gateway.queue.read.StoredRequest;
import dev.pulsegate.platform.problem.Problems;

/**
 * The last event of a request that a client says it has.
 *
 * @param seq the event's number, 0 for none; may be of an event that is not there yet
 */
record LastEventId(int seq) {

    private static final LastEventId NONE = new LastEventId(0);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,20}");
    private static final int MOST_DIGITS = 9;

    /** Reads it as a client sends it; null or nothing is none. Anything that is not a number is a bad request. */
    static LastEventId of(String text) {
        if (text == null || text.isBlank()) {
            return NONE;
        }
        var number = text.strip();
        if (!NUMBER.matcher(number).matches()) {
            throw Problems.badRequest("Last-Event-ID is the id of an event, a number.");
        }
        return new LastEventId(number.length() > MOST_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(number));
    }

    /** Whether the client has all that will ever be told of this request. */
    boolean isEndOf(StoredRequest request) {
        return request.state().isFinal() && seq >= request.lastSeq();
    }

    /** The event to go on from: one that has not been yet would have what comes before it passed over. */
    int within(StoredRequest request) {
        return Math.min(seq, request.lastSeq());
    }
}
