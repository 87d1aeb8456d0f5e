package dev.pulsegate.ecg.stream;

import java.util.List;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;

import dev.pulsegate.ecg.synthesis.InvalidParametersException;

/** Answers parameters out of range with 400 and, for each, what to change. */
@Provider
public class InvalidParametersMapper extends ExceptionMapperBase<InvalidParametersException> {

    private record Violation(String field, String message) {}

    @Override
    protected HttpProblem toProblem(InvalidParametersException e) {
        return HttpProblem.builder()
                .withStatus(Status.BAD_REQUEST)
                .withTitle("Bad Request")
                .withDetail("Some parameters are out of range.")
                .with("violations", violations(e))
                .build();
    }

    private static List<Violation> violations(InvalidParametersException e) {
        return e.violations().stream()
                .map(each -> new Violation(SnakeCaseStrategy.INSTANCE.translate(each.parameter()), each.message()))
                .toList();
    }
}
