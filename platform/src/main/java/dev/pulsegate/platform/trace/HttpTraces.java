package dev.pulsegate.platform.trace;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Spans of HTTP requests: of those that may change something, and of those that come with a trace. What people's pages read
 * again and again would only hide these.
 */
@ApplicationScoped
public class HttpTraces {

    /** After the request id, before all that may refuse. */
    private static final int PRIORITY = 990;

    private static final int SERVER_ERROR = 500;
    private static final String SPAN = "trace_span";
    private static final Set<HttpMethod> ONLY_READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Traces traces;
    private final CurrentVertxRequest current;

    /** As many as there are routes. */
    private final Map<Method, String> templates = new ConcurrentHashMap<>();

    HttpTraces(Traces traces, CurrentVertxRequest current) {
        this.traces = traces;
        this.current = current;
    }

    void register(@Observes Filters filters) {
        if (traces.isOn()) {
            filters.register(this::begin, PRIORITY);
        }
    }

    private void begin(RoutingContext context) {
        var request = context.request();
        var parent = TraceParent.read(request.getHeader(TraceParent.HEADER));
        if (isTraced(request, parent)) {
            var span = traces.begin(request.method().name(), SpanKind.SERVER, parent);
            span.setAttribute("http.request.method", request.method().name());
            LogTrace.put(span.getSpanContext());
            context.put(SPAN, span);
            context.addEndHandler(_ -> end(span, context.response().getStatusCode()));
        }
        context.next();
    }

    /** A socket would be a span of hours. */
    private static boolean isTraced(HttpServerRequest request, SpanContext parent) {
        return (parent.isValid() || !ONLY_READING.contains(request.method()))
                && !request.headers().contains(HttpHeaders.UPGRADE);
    }

    private static void end(Span span, int status) {
        span.setAttribute("http.response.status_code", status);
        if (status >= SERVER_ERROR) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    /** Names a span by its route, which is known only now; before whatever refuses or blocks. */
    @ServerRequestFilter(nonBlocking = true, priority = Priorities.AUTHENTICATION)
    public void name(ResourceInfo route) {
        if (traces.isOn()
                && current.getCurrent() != null
                && current.getCurrent().get(SPAN) instanceof Span span) {
            var template = templates.computeIfAbsent(route.getResourceMethod(), HttpTraces::template);
            span.setAttribute("http.route", template);
            span.updateName(current.getCurrent().request().method().name() + " " + template);
        }
    }

    private static String template(Method method) {
        var path = new StringBuilder();
        for (var part :
                new Path[] {method.getDeclaringClass().getAnnotation(Path.class), method.getAnnotation(Path.class)}) {
            var text = part == null ? "" : part.value().replaceAll("^/+|/+$", "");
            if (!text.isEmpty()) {
                path.append('/').append(text);
            }
        }
        return path.isEmpty() ? "/" : path.toString();
    }
}
