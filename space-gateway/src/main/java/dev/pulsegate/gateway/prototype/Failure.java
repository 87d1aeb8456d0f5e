package dev.pulsegate.gateway.prototype;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.quarkiverse.resteasy.problem.HttpProblem;

/**
 * Why something was not done, as the prototype's clients are told.
 *
 * @param status the status of HTTP; one of those they know
 * @param error what to change, or what to wait for
 * @param retryAfter after how many seconds to try again; null if that is not known
 */
public record Failure(
        @JsonIgnore int status,
        String error,
        @JsonInclude(Include.NON_NULL) Long retryAfter) {

    static final int BAD_REQUEST = 400;
    static final int NOT_SIGNED_IN = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int TOO_MANY_REQUESTS = 429;
    static final int UNAVAILABLE = 503;

    private static final int CONFLICT = 409;
    private static final int SERVER_ERROR = 500;
    private static final int INSUFFICIENT_STORAGE = 507;

    static Failure of(int status, String error) {
        return new Failure(status, error, null);
    }

    static Failure tryAgain(int status, String error, long retryAfterSeconds) {
        return new Failure(status, error, retryAfterSeconds);
    }

    /** What the real API answers with; a status that the prototype did not have becomes the nearest it had. */
    static Failure of(HttpProblem problem) {
        var retryAfter = problem.getHeaders().get(HttpHeaders.RETRY_AFTER);
        return new Failure(
                isQuota(problem) ? FORBIDDEN : known(problem.getStatusCode()),
                problem.getDetail(),
                retryAfter == null ? null : Long.valueOf(retryAfter.toString()));
    }

    /** The prototype said 403 to whoever had had all there was for them. */
    private static boolean isQuota(HttpProblem problem) {
        return problem.getStatusCode() == INSUFFICIENT_STORAGE
                && problem.getParameters().containsKey("limit_bytes");
    }

    /** Says it to a script or program. */
    Response asJson() {
        var response = Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(this);
        if (retryAfter != null) {
            response.header(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        if (status == NOT_SIGNED_IN) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"pulsegate\"");
        }
        return response.build();
    }

    /** What is out of bounds. */
    static Failure of(ConstraintViolationException invalid) {
        return of(BAD_REQUEST, text(invalid.getConstraintViolations()));
    }

    /** What is out of bounds, in a sentence each. */
    static String text(Set<? extends ConstraintViolation<?>> violations) {
        return violations.stream()
                .map(violation ->
                        snakeCase(violation.getPropertyPath().toString()) + " " + violation.getMessage() + ".")
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static int known(int status) {
        return switch (status) {
            case BAD_REQUEST, NOT_SIGNED_IN, FORBIDDEN, NOT_FOUND, TOO_MANY_REQUESTS, UNAVAILABLE -> status;
            case CONFLICT -> UNAVAILABLE;
            default -> status < SERVER_ERROR ? BAD_REQUEST : UNAVAILABLE;
        };
    }
}
