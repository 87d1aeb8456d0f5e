package dev.pulsegate.gateway.worker;

import java.util.Optional;

import dev.pulsegate.gateway.dispatch.HandOver;
import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.report.Report;
import dev.pulsegate.gateway.queue.report.ReportOutcome;

/** Puts what the dispatcher and the queue say into the protocol's words. */
final class Answers {

    private Answers() {}

    /** A request on its way to the worker. */
    static GatewayMessage request(HandOver handOver) {
        var claim = handOver.claim();
        return new GatewayMessage.InferenceRequest(
                claim.attempt().requestId(),
                claim.attempt().number(),
                claim.attempt().lease(),
                claim.spaceName(),
                claim.accountName(),
                claim.deadline().toString(),
                claim.payload(),
                handOver.files().stream()
                        .map(file -> new GatewayMessage.File(
                                file.name(), file.kind(), file.contentType(), file.size(), file.url()))
                        .toList(),
                new GatewayMessage.Upload(
                        handOver.upload().putUrl(),
                        handOver.upload().finalUrl(),
                        handOver.upload().contentType()));
    }

    /**
     * The answer to a report, if it needs one: a result always does, output only where it was refused.
     *
     * @param outcome what came of it; empty if it could not be kept
     */
    static Optional<GatewayMessage> to(Report report, Optional<ReportOutcome> outcome) {
        return switch (report) {
            case Report.Completed _, Report.Failed _, Report.GivenBack _, Report.Expired _ ->
                Optional.of(result(report.attempt(), outcome));
            case Report.Progress _, Report.Chunk _ -> refusal(report.attempt(), outcome);
        };
    }

    /** The same to a result that was none: it is not accepted, though its request has come to its end by it. */
    static Optional<GatewayMessage> toUnreadable(Report report, Optional<ReportOutcome> outcome, String why) {
        var attempt = report.attempt();
        return Optional.of(new GatewayMessage.ResultResponse(
                attempt.requestId(),
                attempt.number(),
                false,
                isTaken(outcome) ? why + " The request has failed." : words(outcome)));
    }

    private static boolean isTaken(Optional<ReportOutcome> outcome) {
        return outcome.isPresent()
                && (outcome.get() == ReportOutcome.TAKEN || outcome.get() == ReportOutcome.TAKEN_BEFORE);
    }

    private static GatewayMessage result(Attempt attempt, Optional<ReportOutcome> outcome) {
        boolean accepted = isTaken(outcome);
        return new GatewayMessage.ResultResponse(
                attempt.requestId(), attempt.number(), accepted, accepted ? "Taken." : words(outcome));
    }

    private static Optional<GatewayMessage> refusal(Attempt attempt, Optional<ReportOutcome> outcome) {
        return code(outcome)
                .map(code -> new GatewayMessage.Refused(
                        code.wireName(), words(outcome), attempt.requestId(), attempt.number()));
    }

    private static Optional<ErrorCode> code(Optional<ReportOutcome> outcome) {
        if (outcome.isEmpty()) {
            return Optional.of(ErrorCode.INTERNAL_ERROR);
        }
        return switch (outcome.get()) {
            case TAKEN, TAKEN_BEFORE -> Optional.empty();
            case STALE, ENDED_OTHERWISE -> Optional.of(ErrorCode.STALE_ATTEMPT);
            case OUT_OF_ORDER -> Optional.of(ErrorCode.OUT_OF_ORDER);
            case UNKNOWN_REQUEST -> Optional.of(ErrorCode.UNKNOWN_REQUEST);
        };
    }

    private static String words(Optional<ReportOutcome> outcome) {
        if (outcome.isEmpty()) {
            return "It could not be kept.";
        }
        return switch (outcome.get()) {
            case TAKEN, TAKEN_BEFORE -> "Taken.";
            case STALE -> "This attempt does not hold the request any more.";
            case ENDED_OTHERWISE -> "This attempt has ended with another result.";
            case OUT_OF_ORDER -> "A chunk before this one is missing.";
            case UNKNOWN_REQUEST -> "There is no such request.";
        };
    }
}
