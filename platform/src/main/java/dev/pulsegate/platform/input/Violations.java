package dev.pulsegate.platform.input;

import java.util.List;
import jakarta.ws.rs.core.Response.Status;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.validation.HttpValidationProblem;
import io.quarkiverse.resteasy.problem.validation.Violation;

/** The problem of input that is not what it should be, in the form that Bean Validation's have. */
public final class Violations {

    private Violations() {}

    /**
     * 400: something about one field must be otherwise.
     *
     * @param in where the field stands
     * @param message what to change, to be said after its name
     */
    public static HttpProblem of(Violation.In in, String field, String message) {
        return new HttpValidationProblem(
                Status.BAD_REQUEST.getStatusCode(),
                Status.BAD_REQUEST.getReasonPhrase(),
                List.of(in.field(field).message(message)));
    }
}
