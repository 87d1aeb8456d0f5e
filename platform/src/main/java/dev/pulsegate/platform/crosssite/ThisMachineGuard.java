package dev.pulsegate.platform.crosssite;

import java.util.Set;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.problem.ProblemAnswer;

/** Keeps a process to people at this machine where it is configured so. Holds for every route and handshake. */
@ApplicationScoped
class ThisMachineGuard {

    /** After the request id, before all else. */
    private static final int PRIORITY = 950;

    private final boolean on;
    private final ThisMachineOnly rule;

    ThisMachineGuard(
            PlatformConfig config,
            @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding", defaultValue = "false")
                    boolean behindProxy) {
        this.on = config.crossSite().thisMachineOnly();
        this.rule = new ThisMachineOnly(config.crossSite().allowedOrigins().orElse(Set.of()), behindProxy);
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
