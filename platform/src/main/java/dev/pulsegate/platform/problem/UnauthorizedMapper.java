package dev.pulsegate.platform.problem;

import jakarta.annotation.Priority;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.UnauthorizedException;

/**
 * 401 where nobody is signed in. Stands before the problem library's own mapper, which was built for an older Quarkus
 * and fails with 500 on this one.
 */
@Provider
@Priority(1)
public class UnauthorizedMapper extends ExceptionMapperBase<UnauthorizedException> {

    @Override
    protected HttpProblem toProblem(UnauthorizedException exception) {
        return unauthorized();
    }

    static HttpProblem unauthorized() {
        return HttpProblem.builder()
                .withStatus(Status.UNAUTHORIZED)
                .withTitle(Status.UNAUTHORIZED.getReasonPhrase())
                .withDetail("Sign in first.")
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"pulsegate\"")
                .build();
    }
}
