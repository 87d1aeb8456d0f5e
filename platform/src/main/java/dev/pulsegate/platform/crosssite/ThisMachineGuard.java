package dev.pulsegate.platform.crosssite;

import java.util.Set;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.problem.ProblemAnswer;

/**
 * Keeps a process behind a proxy of ours to people at this machine, where it is configured so. Holds for every route and
 * handshake.
 */
@ApplicationScoped
class ThisMachineGuard {

    /** After the request id, before all else. */
    private static final int PRIORITY = 950;

    private final boolean on;
    private final ThisMachineOnly rule;

    ThisMachineGuard(PlatformConfig config) {
        this.on = config.crossSite().thisMachineOnly();
        this.rule = new ThisMachineOnly(config.crossSite().allowedOrigins().orElse(Set.of()), true);
    }

    void register(@Observes Filters filters) {
        if (on) {
            filters.register(this::check, PRIORITY);
        }
    }

    private void check(RoutingContext context) {
        rule.refusal(context.request())
                .ifPresentOrElse(
                        why -> ProblemAnswer.send(context, why.status(), why.title(), why.detail()), context::next);
    }
}
