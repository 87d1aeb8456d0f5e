package dev.pulsegate.platform.caller;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import dev.pulsegate.platform.caller.CallerRule.Anyone;
import dev.pulsegate.platform.caller.CallerRule.Only;
import dev.pulsegate.platform.problem.Problems;
import dev.pulsegate.platform.token.CurrentCaller;

/**
 * Lets a request through to its route if the route says that it takes such a caller, before anything of its body is read. A
 * route that says nothing takes nobody.
 */
public class CallerFilter {

    private static final Logger LOG = Logger.getLogger(CallerFilter.class);

    private final CurrentIdentityAssociation identities;

    /** As many as there are routes. */
    private final Map<Method, CallerRule> rules = new ConcurrentHashMap<>();

    CallerFilter(CurrentIdentityAssociation identities) {
        this.identities = identities;
    }

    /** Decides; fails with 401 or 403. */
    @ServerRequestFilter(nonBlocking = true, priority = Priorities.AUTHORIZATION)
    public Uni<Void> check(ResourceInfo route) {
        return switch (rules.computeIfAbsent(route.getResourceMethod(), CallerRule::of)) {
            case Anyone _ -> Uni.createFrom().voidItem();
            case Only only ->
                identity(only).invoke(identity -> decide(only, identity, route)).replaceWithVoid();
        };
    }

    /** Where nobody has to be signed in, a token that does not hold is like none. */
    private Uni<SecurityIdentity> identity(Only only) {
        var known = identities.getDeferredIdentity();
        return only.admits(CallerKind.ANONYMOUS)
                ? known.onFailure(AuthenticationFailedException.class)
                        .recoverWithItem(() -> QuarkusSecurityIdentity.builder()
                                .setAnonymous(true)
                                .build())
                : known;
    }

    private void decide(Only only, SecurityIdentity identity, ResourceInfo route) {
        // For whoever asks for it later, perhaps where the event loop must not wait.
        identities.setIdentity(identity);
        var caller = CurrentCaller.of(identity);
        if (only.kinds().isEmpty()) {
            LOG.errorf("%s does not say who may call it, so nobody may", route.getResourceMethod());
        }
        if (only.admits(caller.map(CallerKind::of).orElse(CallerKind.ANONYMOUS))) {
            return;
        }
        if (caller.isEmpty() && !only.kinds().isEmpty()) {
            throw new UnauthorizedException();
        }
        throw Problems.forbidden(only.refusal());
    }
}
