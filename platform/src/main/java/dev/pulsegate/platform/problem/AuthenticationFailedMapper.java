package dev.pulsegate.platform.problem;

import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.Provider;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;

/** 401 where a token is not valid; for the same reason as {@link UnauthorizedMapper}. */
@Provider
@Priority(1)
public class AuthenticationFailedMapper extends ExceptionMapperBase<AuthenticationFailedException> {

    @Override
    protected HttpProblem toProblem(AuthenticationFailedException exception) {
        return UnauthorizedMapper.unauthorized();
    }
}
