package dev.pulsegate.platform.token;

import java.util.List;
import java.util.Set;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;

import dev.pulsegate.contracts.TokenClaims;

/** A {@link Caller} where Quarkus' security asks for a JWT's principal. */
final class CallerPrincipal extends DefaultJWTCallerPrincipal {

    private final Caller caller;

    CallerPrincipal(Caller caller) {
        super(claims(caller));
        this.caller = caller;
    }

    Caller caller() {
        return caller;
    }

    @Override
    public String getName() {
        return caller.name();
    }

    @Override
    public Set<String> getGroups() {
        return caller.roles();
    }

    private static JwtClaims claims(Caller caller) {
        var claims = new JwtClaims();
        claims.setSubject(caller.accountId().toString());
        claims.setStringClaim(TokenClaims.NAME, caller.name());
        claims.setStringListClaim(TokenClaims.ROLES, List.copyOf(caller.roles()));
        claims.setIssuedAt(NumericDate.fromSeconds(caller.issuedAt().getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(caller.expiresAt().getEpochSecond()));
        return claims;
    }
}
