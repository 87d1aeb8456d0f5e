package dev.pulsegate.gateway.prototype;

import java.util.Optional;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;

import io.vertx.core.http.HttpServerRequest;

import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.caller.CallerKind;
import dev.pulsegate.platform.token.Caller;
import dev.pulsegate.platform.token.TokenCheck;
import dev.pulsegate.platform.token.TokenVerifier;

/**
 * Who visits, by bearer header or cookie. These routes answer whoever is not signed in each in its own way, so they ask
 * here rather than leave it to Quarkus, which knows one way for all.
 */
@ApplicationScoped
class Visitors {

    private static final String BEARER = "bearer ";

    private final TokenVerifier verifier;
    private final String cookieName;

    Visitors(TokenVerifier verifier, PlatformConfig config) {
        this.verifier = verifier;
        this.cookieName = config.token().cookieName();
    }

    /** Who asks for a page or says something to it; {@code path} is the page to come back to after signing in. */
    Visitor of(HttpServerRequest request, String path) {
        return new Visitor(person(request).orElse(null), path);
    }

    /** Who is signed in, if a person is. */
    private Optional<Caller> person(HttpServerRequest request) {
        return token(request).map(verifier::verify).flatMap(check -> switch (check) {
            case TokenCheck.Valid(var caller) -> Optional.of(caller).filter(Visitors::isPerson);
            case TokenCheck.Invalid _ -> Optional.empty();
        });
    }

    private Optional<String> token(HttpServerRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(header.substring(BEARER.length()).strip());
        }
        return Optional.ofNullable(request.getCookie(cookieName)).map(cookie -> cookie.getValue());
    }

    /** Workers and devices get no further than the routes' rules, but for the start page: there they are nobody. */
    private static boolean isPerson(Caller caller) {
        return switch (CallerKind.of(caller)) {
            case PERSON, ADMINISTRATOR -> true;
            case ANONYMOUS, WORKER, DEVICE -> false;
        };
    }
}
