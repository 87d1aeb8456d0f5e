package dev.pulsegate.platform.body;

import java.util.Optional;

import io.vertx.ext.web.RoutingContext;

/** What a module says of the bodies its own routes take. */
public interface BodyRules {

    /** How the body of this request is taken; empty if it is none of ours, or one like most. */
    Optional<BodyRule> rule(RoutingContext context);
}
