package dev.pulsegate.platform.token;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;

/** Tells Quarkus when an identity ends; its JWT support leaves that out, and connections would outlive their token. */
@ApplicationScoped
public class ExpiryAugmentor implements SecurityIdentityAugmentor {

    private static final String EXPIRE_TIME = "quarkus.identity.expire-time";

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return Uni.createFrom()
                .item(
                        identity.getPrincipal() instanceof CallerPrincipal principal
                                ? withExpiry(identity, principal.caller())
                                : identity);
    }

    private static SecurityIdentity withExpiry(SecurityIdentity identity, Caller caller) {
        return QuarkusSecurityIdentity.builder(identity)
                .addAttribute(EXPIRE_TIME, caller.expiresAt().getEpochSecond())
                .build();
    }
}
