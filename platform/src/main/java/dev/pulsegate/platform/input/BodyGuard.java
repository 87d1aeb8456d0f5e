package dev.pulsegate.platform.input;

import java.io.IOException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.validation.Violation;

import dev.pulsegate.platform.problem.Problems;

/** Says what is wrong with a body that cannot be read, where the framework would say no more than 400 or even 500. */
@Provider
public class BodyGuard implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        try {
            var body = context.proceed();
            if (body instanceof MultivaluedMap<?, ?> form) {
                checkForm(form);
            }
            return body;
        } catch (UnfitInputException e) {
            throw Violations.of(Violation.In.body, e.field(), e.objection());
        } catch (WebApplicationException e) {
            if (e.getCause() instanceof JsonProcessingException unreadable) {
                throw unreadable(unreadable);
            }
            throw e;
        }
    }

    private static HttpProblem unreadable(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && mapping.getCause() instanceof UnfitInputException unfit) {
            return Violations.of(Violation.In.body, unfit.field(), unfit.objection());
        }
        if (e instanceof JsonMappingException mapping && mapping.getCause() instanceof InputCoercionException) {
            return Violations.of(Violation.In.body, path(mapping), "is a number out of range");
        }
        var where = e.getLocation();
        return Problems.badRequest(
                where == null
                        ? "The body cannot be read as JSON."
                        : "The body cannot be read as JSON from line %d, column %d on."
                                .formatted(where.getLineNr(), where.getColumnNr()));
    }

    private static String path(JsonMappingException e) {
        var path = new StringBuilder();
        e.getPath()
                .forEach(step -> path.append(
                        step.getFieldName() == null
                                ? "[" + step.getIndex() + "]"
                                : (path.isEmpty() ? "" : ".") + step.getFieldName()));
        return path.toString();
    }

    /** A form that a resource takes as a map, {@code application/x-www-form-urlencoded}. */
    private static void checkForm(MultivaluedMap<?, ?> form) {
        form.forEach((name, values) -> FormFields.check(String.valueOf(name), values));
    }
}
