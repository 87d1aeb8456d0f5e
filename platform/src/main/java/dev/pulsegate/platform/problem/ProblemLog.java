package dev.pulsegate.platform.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response.Status;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import org.jboss.logging.Logger;

/**
 * Logs what is answered with a problem. Only what nobody meant to answer comes as an error with a stack trace: the
 * library's own log, which is off, has one for every status from 500 on, so also for a space without a worker.
 */
@ApplicationScoped
public class ProblemLog implements ProblemPostProcessor {

    private static final Logger LOG = Logger.getLogger(ProblemLog.class);
    private static final int INSUFFICIENT_STORAGE = 507;

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        int status = problem.getStatusCode();
        if (context.cause instanceof HttpProblem || status < Status.INTERNAL_SERVER_ERROR.getStatusCode()) {
            LOG.infof("%s: %d %s", context.path, status, said(problem));
        } else if (status == Status.SERVICE_UNAVAILABLE.getStatusCode() || status == INSUFFICIENT_STORAGE) {
            LOG.warnf("%s: %d, %s", context.path, status, context.cause);
        } else {
            LOG.errorf(context.cause, "%s: %d", context.path, status);
        }
        return problem;
    }

    private static String said(HttpProblem problem) {
        return problem.getDetail() == null ? problem.getTitle() : problem.getDetail();
    }
}
