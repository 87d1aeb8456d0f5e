package dev.pulsegate.ecg.stream;

import java.util.List;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.quarkiverse.resteasy.problem.HttpProblem;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dev.pulsegate.ecg.synthesis.InvalidParametersException;

/** Answers parameters out of range with 400 and, for each, what to change. */
class InvalidParametersMapper {

    private record Violation(String field, String message) {}

    @ServerExceptionMapper
    Response map(InvalidParametersException e) {
        return HttpProblem.builder()
                .withStatus(Status.BAD_REQUEST)
                .withTitle("Bad Request")
                .withDetail("Some parameters are out of range.")
                .with("violations", violations(e))
                .build()
                .toResponse();
    }

    private static List<Violation> violations(InvalidParametersException e) {
        return e.violations().stream()
                .map(each -> new Violation(SnakeCaseStrategy.INSTANCE.translate(each.parameter()), each.message()))
                .toList();
    }
}
