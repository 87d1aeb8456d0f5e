package dev.pulsegate.platform.request;

import java.util.regex.Pattern;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.MDC;

import dev.pulsegate.platform.id.Uuid7;

/**
 * Gives every request an id: the caller's {@code X-Request-Id} where it is fit to be logged, else a new one. The answer
 * carries it, every log line of the request has it as {@code request_id}, and so has every problem.
 */
@ApplicationScoped
public class RequestId {

    /** The header that carries the id both ways. */
    public static final String HEADER = "X-Request-Id";

    /** The id's name in the log's context and in problems. */
    public static final String KEY = "request_id";

    /** Before all else, so that even a refusal has an id. */
    private static final int PRIORITY = 1000;

    private static final Pattern LOGGABLE = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    void register(@Observes Filters filters) {
        filters.register(RequestId::assign, PRIORITY);
    }

    private static void assign(RoutingContext context) {
        var offered = context.request().getHeader(HEADER);
        var id = offered != null && LOGGABLE.matcher(offered).matches()
                ? offered
                : Uuid7.next().toString();
        MDC.put(KEY, id);
        context.put(KEY, id);
        context.response().putHeader(HEADER, id);
        context.next();
    }
}
