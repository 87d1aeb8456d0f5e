package dev.pulsegate.platform.token;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;

/**
 * Lets SmallRye JWT verify by {@link TokenVerifier}, so that routes and sockets accept the very same tokens; by itself
 * it would check neither {@code typ} nor revocation, and learn of a new key only every half hour.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class CallerPrincipalFactory extends JWTCallerPrincipalFactory {

    private final TokenVerifier verifier;

    CallerPrincipalFactory(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo ignored) throws ParseException {
        return switch (verifier.verify(token)) {
            case TokenCheck.Valid valid -> new CallerPrincipal(valid.caller());
            case TokenCheck.Invalid invalid -> throw new ParseException(invalid.reason());
        };
    }
}
