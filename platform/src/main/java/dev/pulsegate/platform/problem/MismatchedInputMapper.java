package dev.pulsegate.platform.problem;

import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.Provider;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;

/** 400 where JSON is well formed and of the wrong shape. Quarkus' own mapper would answer without a problem. */
@Provider
@Priority(1)
public class MismatchedInputMapper extends ExceptionMapperBase<MismatchedInputException> {

    @Override
    protected HttpProblem toProblem(MismatchedInputException exception) {
        return problem(exception);
    }

    static HttpProblem problem(MismatchedInputException exception) {
        var path = new StringBuilder();
        exception.getPath().forEach(step -> path.append('/')
                .append(step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName()));
        return Problems.badRequest(
                path.isEmpty()
                        ? "The JSON is not of the expected shape."
                        : "The JSON is not of the expected shape at %s.".formatted(path));
    }
}
