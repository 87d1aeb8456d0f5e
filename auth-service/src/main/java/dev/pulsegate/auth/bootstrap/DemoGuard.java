package dev.pulsegate.auth.bootstrap;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import dev.pulsegate.auth.AuthConfig;
import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.problem.ProblemAnswer;

/**
 * Keeps the demonstration, whose administrator has a password that everybody knows, to people at this machine. Listening on
 * a loopback address is not enough: a name that somebody else's server gives out may lead here through a browser (DNS
 * rebinding), and so does any proxy. Holds for every route and handshake of the process.
 */
@ApplicationScoped
class DemoGuard {

    /** After the request id, before all else. */
    private static final int PRIORITY = 950;

    private static final int FORBIDDEN = 403;
    private static final int MISDIRECTED_REQUEST = 421;

    private static final Pattern LOOPBACK = Pattern.compile(
            "localhost|127\\.(?:\\d{1,3})\\.(?:\\d{1,3})\\.(?:\\d{1,3})|\\[?::1]?", Pattern.CASE_INSENSITIVE);

    private static final Set<String> FORWARDED = Set.of("forwarded", "via", "x-real-ip", "x-original-host");
    private static final String FORWARDED_PREFIX = "x-forwarded-";

    private static final String WAY_OUT =
            " Everybody knows the demo account's password, so it is for this machine only."
                    + " Start without it to be reached in other ways: ./pulsegate up --no-demo, or pulsegate.auth.demo-admin=false.";

    private final boolean demo;
    private final Set<String> allowedOrigins;

    DemoGuard(AuthConfig config, PlatformConfig platform) {
        this.demo = config.demoAdmin();
        this.allowedOrigins = platform.crossSite().allowedOrigins().orElse(Set.of());
    }

    void register(@Observes Filters filters) {
        if (demo) {
            filters.register(this::check, PRIORITY);
        }
    }

    private void check(RoutingContext context) {
        var request = context.request();
        if (request.authority() == null || !isLoopback(request.authority().host())) {
            ProblemAnswer.send(
                    context,
                    MISDIRECTED_REQUEST,
                    "Misdirected Request",
                    "With the demo account, PulseGate answers to localhost, 127.0.0.1 and [::1] only." + WAY_OUT);
        } else if (isForwarded(request) || isFromElsewhere(request.getHeader(HttpHeaders.ORIGIN))) {
            ProblemAnswer.send(
                    context,
                    FORBIDDEN,
                    "Forbidden",
                    "With the demo account, PulseGate takes nothing that comes through a proxy or from another site."
                            + WAY_OUT);
        } else {
            context.next();
        }
    }

    static boolean isLoopback(String host) {
        return host != null && LOOPBACK.matcher(host).matches();
    }

    private static boolean isForwarded(HttpServerRequest request) {
        return request.headers().names().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> FORWARDED.contains(name) || name.startsWith(FORWARDED_PREFIX));
    }

    /**
     * A proxy that leaves no trace but rewrites the Host; a browser tells where the page came from. A form of our own pages,
     * which send no referrer, has the origin {@code null}: whether that is ours is the cross-site guard's to tell.
     */
    private boolean isFromElsewhere(String origin) {
        if (origin == null || origin.equals("null") || allowedOrigins.contains(origin)) {
            return false;
        }
        try {
            return !isLoopback(URI.create(origin).getHost());
        } catch (IllegalArgumentException notAnOrigin) {
            return true;
        }
    }
}
