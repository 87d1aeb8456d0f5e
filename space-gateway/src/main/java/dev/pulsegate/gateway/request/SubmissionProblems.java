package dev.pulsegate.gateway.request;

import java.util.List;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;

import io.quarkiverse.resteasy.problem.HttpProblem;

/** Why a submission is not accepted. */
final class SubmissionProblems {

    private static final int UNPROCESSABLE = 422;
    private static final int RETRY_SECONDS = 5;

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
        return HttpProblem.builder()
                .withStatus(Status.SERVICE_UNAVAILABLE)
                .withTitle(Status.SERVICE_UNAVAILABLE.getReasonPhrase())
                .withDetail(detail)
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .build();
    }

    static HttpProblem keyReused() {
        return HttpProblem.builder()
                .withStatus(UNPROCESSABLE)
                .withTitle("Unprocessable Content")
                .withDetail("Another request was submitted with this Idempotency-Key before.")
                .build();
    }
}
