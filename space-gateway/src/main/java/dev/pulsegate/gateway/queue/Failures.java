package dev.pulsegate.gateway.queue;

import dev.pulsegate.platform.json.Json;

/** Why a request has no result, as JSON objects with a {@code code} for programs and a {@code message} for people. */
public final class Failures {

    /** Its worker had it for too long. */
    public static final String DEADLINE = of("deadline_passed", "The worker did not finish before the deadline.");

    /** It was not handed over in time. */
    public static final String WAITED_TOO_LONG =
            of("waited_too_long", "No worker could take the request within the time it may wait.");

    private Failures() {}

    public static String of(String code, String message) {
        return Json.object().with("code", code).with("message", message).toString();
    }

    /** The last attempt came to nothing. */
    public static String attemptsExhausted(int attempts, String lastReason) {
        return of(
                "attempts_exhausted",
                "Handed over " + attempts + (attempts == 1 ? " time" : " times") + " without a result; the last time: "
                        + lastReason);
    }

    /** Why something was requeued, as an event's data. */
    public static String reason(String reason) {
        return Json.object().with("reason", reason).toString();
    }

    /** Why something was requeued, and how many of its attempts count, as an event's data. */
    public static String reason(String reason, int attempts) {
        return Json.object().with("attempt", attempts).with("reason", reason).toString();
    }

    /** What a request's final event tells of its failure. */
    public static String told(String failure) {
        return Json.object().withJson("failure", failure).toString();
    }
}
