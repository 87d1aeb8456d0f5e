package dev.pulsegate.tools.installation;

import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.pulsegate.worker.connection.Failures;

/**
 * An answer by HTTP.
 *
 * @param call what was asked: method and path
 * @param body the body, if it is JSON; otherwise a missing node
 * @param location where the answer leads to; empty if nowhere
 */
public record Answer(String call, int status, JsonNode body, String location) {

    private static final int NO_CONTENT = 204;

    /**
     * The body of an answer that has one of these statuses.
     *
     * @throws CallException if it has another, or the body is not JSON
     */
    public JsonNode expect(int... statuses) throws CallException {
        if (IntStream.of(statuses).noneMatch(expected -> expected == status)) {
            throw unexpected();
        }
        if (body.isMissingNode() && status != NO_CONTENT) {
            throw new CallException(call + " answered " + status + ", but not in JSON: is this a PulseGate?");
        }
        return body;
    }

    /** Says that this is not the answer that was expected. */
    public CallException unexpected() {
        return new CallException(call + " answered " + status + (location.isEmpty() ? "" : " to go to " + location)
                + (detail().isEmpty() ? "" : ": " + detail()));
    }

    /** What a problem (RFC 9457) says for people; empty if the answer is none. */
    public String detail() {
        return Failures.clean(body.path("detail").asText(""));
    }
}
