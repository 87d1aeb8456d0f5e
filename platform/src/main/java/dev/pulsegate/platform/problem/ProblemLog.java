package dev.pulsegate.platform.problem;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response.Status;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

/**
 * Logs what is answered with a problem. Only what nobody meant to answer comes as an error with a stack trace: the
 * library's own log, which is off, has one for every status from 500 on, so also for a space without a worker.
 */
@ApplicationScoped
public class ProblemLog implements ProblemPostProcessor {

    private static final Logger LOG = Logger.getLogger(ProblemLog.class);
    private static final int INSUFFICIENT_STORAGE = 507;

    private final RefusalCount refusals;
    private final BooleanSupplier isClientGone;

    @Inject
    ProblemLog(RefusalCount refusals, CurrentVertxRequest request) {
        this(refusals, () -> isClientGone(request.getCurrent()));
    }

    ProblemLog(RefusalCount refusals, BooleanSupplier isClientGone) {
        this.refusals = refusals;
        this.isClientGone = isClientGone;
    }

    /** A connection is closed a moment before the response is told. */
    private static boolean isClientGone(RoutingContext exchange) {
        return exchange != null
                && (exchange.response().closed()
                        || !((ConnectionBase) exchange.request().connection())
                                .channel()
                                .isActive());
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        int status = problem.getStatusCode();
        if (status < Status.INTERNAL_SERVER_ERROR.getStatusCode()) {
            if (refusals.isToBeTold(status)) {
                LOG.infof("%s: %d %s", context.path, status, said(problem));
            }
        } else if (context.cause instanceof HttpProblem) {
            LOG.infof("%s: %d %s", context.path, status, said(problem));
        } else if (status == Status.SERVICE_UNAVAILABLE.getStatusCode() || status == INSUFFICIENT_STORAGE) {
            LOG.warnf("%s: %d, %s", context.path, status, context.cause);
        } else if (context.cause instanceof IOException && isClientGone.getAsBoolean()) {
            LOG.debugf("%s: there is nobody any more to be answered: %s", context.path, context.cause);
        } else {
            LOG.errorf(context.cause, "%s: %d", context.path, status);
        }
        return problem;
    }

    private static String said(HttpProblem problem) {
        return problem.getDetail() == null ? problem.getTitle() : problem.getDetail();
    }
}
