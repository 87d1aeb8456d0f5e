package dev.pulsegate.platform.problem;

import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.Provider;

import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;

/** 400 where a JSON value cannot be had, such as a word out of a choice. The library's own mapper names our classes. */
@Provider
@Priority(1)
public class InvalidFormatMapper extends ExceptionMapperBase<InvalidFormatException> {

    @Override
    protected HttpProblem toProblem(InvalidFormatException exception) {
        return MismatchedInputMapper.problem(exception);
    }
}
