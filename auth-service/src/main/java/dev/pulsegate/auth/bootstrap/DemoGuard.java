package dev.pulsegate.auth.bootstrap;

import java.util.Set;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

import dev.pulsegate.auth.AuthConfig;
import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.crosssite.ThisMachineOnly;
import dev.pulsegate.platform.problem.ProblemAnswer;

/**
 * Keeps the demonstration, whose administrator has a password that everybody knows, to people at this machine. Holds for
 * every route and handshake of the process.
 */
@ApplicationScoped
class DemoGuard {

    /** After the request id, before all else. */
    private static final int PRIORITY = 950;

    private final boolean demo;
    private final ThisMachineOnly rule;

    DemoGuard(AuthConfig config, PlatformConfig platform) {
        // Behind a proxy of ours the platform sees to it, which knows what that proxy says.
        this.demo = config.demoAdmin() && !platform.crossSite().thisMachineOnly();
        this.rule = new ThisMachineOnly(platform.crossSite().allowedOrigins().orElse(Set.of()), false);
    }

    void register(@Observes Filters filters) {
        if (demo) {
            filters.register(this::check, PRIORITY);
        }
    }

    private void check(RoutingContext context) {
        rule.refusal(context.request())
                .ifPresentOrElse(
                        why -> ProblemAnswer.send(context, why.status(), why.title(), why.detail()), context::next);
    }
}
