package dev.pulsegate.gateway.worker;

import java.util.Optional;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.report.Report;
import dev.pulsegate.gateway.queue.report.ReportOutcome;
import dev.pulsegate.workerprotocol.ErrorCode;
import dev.pulsegate.workerprotocol.GatewayMessage;

/** What a worker is answered to its reports. An outcome is null where what it reported could not be kept. */
final class ReportAnswers {

    private ReportAnswers() {}

    /** The answer, if a report needs one: a result always does, output only where it was refused. */
    static Optional<GatewayMessage> to(Report report, ReportOutcome outcome) {
        return switch (report) {
            case Report.Completed _, Report.Failed _, Report.GivenBack _, Report.Expired _ ->
                Optional.of(result(report.attempt(), outcome));
            case Report.Progress _, Report.Chunk _ -> refusal(report.attempt(), outcome);
        };
    }

    /** The answer to a result that was none: it is not accepted, though its request has come to its end by it. */
    static GatewayMessage toUnreadable(Attempt attempt, ReportOutcome outcome, String why) {
        return new GatewayMessage.ResultResponse(
                attempt.requestId().toString(),
                attempt.number(),
                false,
                isTaken(outcome) ? why + " The request has failed." : words(outcome));
    }

    private static boolean isTaken(ReportOutcome outcome) {
        return outcome == ReportOutcome.TAKEN || outcome == ReportOutcome.TAKEN_BEFORE;
    }

    private static GatewayMessage result(Attempt attempt, ReportOutcome outcome) {
        return new GatewayMessage.ResultResponse(
                attempt.requestId().toString(), attempt.number(), isTaken(outcome), words(outcome));
    }

    private static Optional<GatewayMessage> refusal(Attempt attempt, ReportOutcome outcome) {
        return code(outcome)
                .map(code -> new GatewayMessage.Refused(
                        code.wireName(), words(outcome), attempt.requestId().toString(), attempt.number()));
    }

    private static Optional<ErrorCode> code(ReportOutcome outcome) {
        return switch (outcome) {
            case null -> Optional.of(ErrorCode.INTERNAL_ERROR);
            case TAKEN, TAKEN_BEFORE -> Optional.empty();
            case STALE, ENDED_OTHERWISE -> Optional.of(ErrorCode.STALE_ATTEMPT);
            case OUT_OF_ORDER -> Optional.of(ErrorCode.OUT_OF_ORDER);
            case UNKNOWN_REQUEST -> Optional.of(ErrorCode.UNKNOWN_REQUEST);
        };
    }

    private static String words(ReportOutcome outcome) {
        return switch (outcome) {
            case null -> "It could not be kept.";
            case TAKEN, TAKEN_BEFORE -> "Taken.";
            case STALE -> "This attempt does not hold the request any more.";
            case ENDED_OTHERWISE -> "This attempt has ended with another result.";
            case OUT_OF_ORDER -> "A chunk before this one is missing.";
            case UNKNOWN_REQUEST -> "There is no such request.";
        };
    }
}
