package dev.pulsegate.platform.problem;

import java.time.Duration;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;

import io.quarkiverse.resteasy.problem.HttpProblem;

/** The problems that several services answer with. Throw what these return. */
public final class Problems {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int INSUFFICIENT_STORAGE = 507;
    private static final Duration ROOM_RETRY_AFTER = Duration.ofSeconds(30);

    private Problems() {}

    /** 400: the request cannot be understood; {@code detail} says what to change. */
    public static HttpProblem badRequest(String detail) {
        return of(Status.BAD_REQUEST, detail);
    }

    /** 403: signed in, but not allowed to. */
    public static HttpProblem forbidden(String detail) {
        return of(Status.FORBIDDEN, detail);
    }

    /** 404: nothing there, or nothing the caller may know of. */
    public static HttpProblem notFound(String detail) {
        return of(Status.NOT_FOUND, detail);
    }

    /** 409: at odds with what is there already. */
    public static HttpProblem conflict(String detail) {
        return of(Status.CONFLICT, detail);
    }

    /** 429 with {@code Retry-After}, in whole seconds rounded up. */
    public static HttpProblem tooManyRequests(String detail, Duration retryAfter) {
        return HttpProblem.builder()
                .withStatus(TOO_MANY_REQUESTS)
                .withTitle("Too Many Requests")
                .withDetail(detail)
                .withHeader(HttpHeaders.RETRY_AFTER, seconds(retryAfter))
                .build();
    }

    /** 503 with {@code Retry-After}, in whole seconds rounded up: it is this side's fault, and will pass. */
    public static HttpProblem unavailable(String detail, Duration retryAfter) {
        return HttpProblem.builder()
                .withStatus(Status.SERVICE_UNAVAILABLE)
                .withTitle(Status.SERVICE_UNAVAILABLE.getReasonPhrase())
                .withDetail(detail)
                .withHeader(HttpHeaders.RETRY_AFTER, seconds(retryAfter))
                .build();
    }

    /** 507 with {@code Retry-After}: there is no room to write; what is only read goes on. */
    public static HttpProblem diskFull() {
        return HttpProblem.builder()
                .withStatus(INSUFFICIENT_STORAGE)
                .withTitle("Insufficient Storage")
                .withDetail("The disk is full: nothing can be changed until there is room again.")
                .withHeader(HttpHeaders.RETRY_AFTER, ROOM_RETRY_AFTER.toSeconds())
                .build();
    }

    private static long seconds(Duration time) {
        return Math.max(1, time.plusMillis(999).toSeconds());
    }

    private static HttpProblem of(Status status, String detail) {
        return HttpProblem.builder()
                .withStatus(status)
                .withTitle(status.getReasonPhrase())
                .withDetail(detail)
                .build();
    }
}
