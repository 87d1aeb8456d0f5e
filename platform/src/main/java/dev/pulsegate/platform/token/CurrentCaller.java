package dev.pulsegate.platform.token;

import java.util.Optional;
import jakarta.enterprise.context.RequestScoped;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;

/** The caller of the request at hand. */
@RequestScoped
public class CurrentCaller {

    private final SecurityIdentity identity;

    CurrentCaller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /**
     * The caller.
     *
     * @throws UnauthorizedException if nobody is signed in
     */
    public Caller get() {
        return find().orElseThrow(UnauthorizedException::new);
    }

    /** The caller, if somebody is signed in. */
    public Optional<Caller> find() {
        return of(identity);
    }

    /** The caller of an identity, if it is somebody's who is signed in. */
    public static Optional<Caller> of(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof CallerPrincipal principal
                ? Optional.of(principal.caller())
                : Optional.empty();
    }
}
