package dev.pulsegate.gateway.submission;

import java.time.Duration;
import java.util.List;
import jakarta.ws.rs.core.Response.Status;

import io.quarkiverse.resteasy.problem.HttpProblem;

import dev.pulsegate.platform.problem.Problems;

/** Why a submission is not accepted. */
final class SubmissionProblems {

    private static final int UNPROCESSABLE = 422;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private SubmissionProblems() {}

    static HttpProblem invalid(List<Violation> violations) {
        return HttpProblem.builder()
                .withStatus(Status.BAD_REQUEST)
                .withTitle("Bad Request")
                .withDetail("This space does not take the request as it is.")
                .with("violations", violations)
                .build();
    }

    static HttpProblem noWorker() {
        return unavailable("No worker is connected to this space, and it does not queue requests for absent ones.");
    }

    static HttpProblem unavailable() {
        return unavailable("The request could not be kept in time. Send it again with the same Idempotency-Key.");
    }

    private static HttpProblem unavailable(String detail) {
        return Problems.unavailable(detail, RETRY_AFTER);
    }

    static HttpProblem keyReused() {
        return HttpProblem.builder()
                .withStatus(UNPROCESSABLE)
                .withTitle("Unprocessable Content")
                .withDetail("Another request was submitted with this Idempotency-Key before.")
                .build();
    }
}
