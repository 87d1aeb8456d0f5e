package dev.pulsegate.auth.signin;

import java.util.Optional;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;

import io.vertx.core.http.HttpServerRequest;

import dev.pulsegate.auth.client.Client;
import dev.pulsegate.auth.session.Sessions;
import dev.pulsegate.platform.audit.AuditAction;
import dev.pulsegate.platform.token.TokenCheck;
import dev.pulsegate.platform.token.TokenVerifier;

/** Ends sessions at their holders' wish. */
@ApplicationScoped
class SignOut {

    private static final String BEARER = "Bearer ";

    private final Sessions sessions;
    private final TokenVerifier verifier;
    private final SignInCookies cookies;

    SignOut(Sessions sessions, TokenVerifier verifier, SignInCookies cookies) {
        this.sessions = sessions;
        this.verifier = verifier;
        this.cookies = cookies;
    }

    /**
     * Ends the session of the access token, if it holds, and of the refresh cookie.
     *
     * @return the cookies that take both from the browser
     */
    NewCookie[] of(HttpHeaders headers, HttpServerRequest request) {
        var client = Client.of(request);
        accessToken(headers).ifPresent(token -> {
            if (verifier.verify(token) instanceof TokenCheck.Valid(var caller)) {
                caller.sessionId()
                        .ifPresent(session -> sessions.end(caller.accountId(), session, AuditAction.SIGN_OUT, client));
            }
        });
        cookie(headers, cookies.refreshName()).ifPresent(token -> sessions.signOutOf(token, client));
        return cookies.gone(client);
    }

    private Optional<String> accessToken(HttpHeaders headers) {
        var authorization = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(authorization.substring(BEARER.length()).strip())
                : cookie(headers, cookies.accessName());
    }

    /** The value of a cookie that the client sent. */
    static Optional<String> cookie(HttpHeaders headers, String name) {
        return Optional.ofNullable(headers.getCookies().get(name)).map(Cookie::getValue);
    }
}
