package dev.pulsegate.platform.problem;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import org.jboss.logging.MDC;

import dev.pulsegate.platform.request.RequestId;

/** Puts the request's id into its problem, so that a person can name it to whoever reads the logs. */
@ApplicationScoped
public class ProblemRequestId implements ProblemPostProcessor {

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        var id = MDC.get(RequestId.KEY);
        return id == null || problem.getParameters().containsKey(RequestId.KEY)
                ? problem
                : HttpProblem.builder(problem).with(RequestId.KEY, id).build();
    }
}
