package dev.pulsegate.platform.problem;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import org.jboss.logging.MDC;

import dev.pulsegate.platform.request.RequestId;
import dev.pulsegate.platform.trace.LogTrace;

/** Puts the ids of the request and of its trace into its problem, so that a person can name them to whoever reads the logs. */
@ApplicationScoped
public class ProblemIds implements ProblemPostProcessor {

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        return with(LogTrace.KEY, with(RequestId.KEY, problem));
    }

    private static HttpProblem with(String key, HttpProblem problem) {
        var id = MDC.get(key);
        return id == null || problem.getParameters().containsKey(key)
                ? problem
                : HttpProblem.builder(problem).with(key, id).build();
    }
}
