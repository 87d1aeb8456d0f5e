package dev.pulsegate.gateway.prototype;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.pulsegate.gateway.queue.accept.Acceptance;
import dev.pulsegate.gateway.submission.Submission.Violation;
import dev.pulsegate.gateway.submission.Submissions.Outcome;

/** What comes of submitting, in the prototype's terms. */
sealed interface SubmitOutcome {

    /** There is a request now. */
    record Accepted(UUID requestId) implements SubmitOutcome {}

    /** There is none. */
    record Refused(Failure failure) implements SubmitOutcome {}

    /** Translates what the real API says. */
    static SubmitOutcome of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Decided decided -> of(decided.acceptance());
            case Outcome.Known known -> of(known.acceptance());
            case Outcome.Invalid(var violations) -> refused(Failure.BAD_REQUEST, text(violations));
            case Outcome.Disabled _ -> refused(Failure.UNAVAILABLE, "This space is disabled.");
            case Outcome.NoWorker _ ->
                refused(
                        Failure.UNAVAILABLE,
                        "No app is connected to this space (未连接). Start one that registers for it, and try again.");
        };
    }

    private static SubmitOutcome of(Acceptance acceptance) {
        return switch (acceptance) {
            case Acceptance.Accepted accepted -> new Accepted(accepted.requestId());
            case Acceptance.Repeated(var id) -> new Accepted(id);
            case Acceptance.KeyReused _ ->
                refused(Failure.BAD_REQUEST, "Another request was submitted under this key.");
            case Acceptance.CoolingDown(var retryAfter) ->
                tooSoon("Your last request to this space was a moment ago.", retryAfter);
            case Acceptance.QueueFull(var limit, var retryAfter) ->
                tooSoon("The queue is full: " + limit + " requests wait already.", retryAfter);
            case Acceptance.ShareFull(var share, var retryAfter) ->
                tooSoon(share + " of your requests wait in this space, as many as one person's may.", retryAfter);
            case Acceptance.QuotaSpent spent ->
                refused(
                        Failure.FORBIDDEN,
                        "You have had your " + spent.dailyQuota() + " requests to this space for today.");
            case Acceptance.FilesUnusable(var why) -> refused(Failure.BAD_REQUEST, why);
            case Acceptance.NoSuchSpace _ -> noSuchSpace();
            case Acceptance.Unavailable _ ->
                refused(Failure.UNAVAILABLE, "The connection to the database is missing. Try again in a moment.");
        };
    }

    static SubmitOutcome noSuchSpace() {
        return refused(Failure.NOT_FOUND, "There is no such space.");
    }

    static SubmitOutcome refused(int status, String error) {
        return new Refused(Failure.of(status, error));
    }

    private static SubmitOutcome tooSoon(String error, Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        return new Refused(Failure.tryAgain(Failure.TOO_MANY_REQUESTS, error, seconds));
    }

    private static String text(List<Violation> violations) {
        return violations.stream()
                .map(violation -> violation.field() + " " + violation.message() + ".")
                .collect(Collectors.joining(" "));
    }
}
